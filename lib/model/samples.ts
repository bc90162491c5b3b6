import type { Pairs } from "#lib/http/pairs.ts";
import { fromBase64, latin1Bytes } from "./bytes.ts";

/**
 * Requests as providers really shape them, made up and small: for the seed, the tests and the design page. Signatures are computed over
 * nothing real; ids and names are invented.
 */
export type Sample = { name: string; method: string; path: string; headers: Pairs; body: Uint8Array<ArrayBuffer> };

const utf8 = (text: string) => new TextEncoder().encode(text);
const json = (value: unknown, indent?: number) => utf8(JSON.stringify(value, null, indent));

/** A 32 × 32 picture. */
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAJy0lEQVR42gXBsQqCQAAAUD/HxaWlpcWlxaWlxSEhJMjgoJQSwQgFo5Cig45IOExS4aASC8EIAyWRhoaGvqf3KJqvGP5V4/M6/2zwD5ZPm3zC8dcWH7X5E88TgQ9F/tjnD4DHMu+o/E7ntwYP5/za5u0Nv0C85fCmy898Xie8duEnN15J+WHGg4IfUHSnYjqvWievd56NzoPtpM1OwnWurU7U7pz4DhE6odg59jsH0MFyx1E7O72zNTpw3lnbHXvTWaCO5XRMtzPzOzrpaJfO5NZR0s4w64CiM6DobsV0X7VuXu8+G90H202b3YTrXlvdqN098V0idEOxe+x3D6CL5a6jdnd6d2t04by7trv2prtAXcvpmm535nd10tUu3cmtq6TdYdYFRXdA0b2K6b1qvbzeezZ6D7aXNnsJ17u2elG7d+J7ROiFYu/Y7x1AD8s9R+3t9N7W6MF5b2337E1vgXqW0zPd3szv6aSnXXqTW09Je8OsB4regKKlipFeNSmvS8+G9GCltCklnHRtSVFbOvESEaRQlI596QAkLEuOKu10aWtIcC6tbcneSAskWY5kutLMl3QiaRdpcpOUVBpmEiikAUWDigGvGsjr4NkADxakTZBw4NoCURuceEAEEIrg2AcHALAMHBXsdLA1AJyDtQ3sDVggYDnAdMHMBzoB2gVMbkBJwTADoAADih5VzOhVG+X10bMxerCjtDlKuNG1NYraoxM/IsIoFEfH/ugARlgeOepop4+2xgjOR2t7ZG9GCzSynJHpjmb+SCcj7TKa3EZKOhpmI1CMBhQ9rpjxqzbO6+NnY/xgx2lznHDja2sctccnfkyEcSiOj/3xAYyxPHbU8U4fb40xnI/X9tjejBdobDlj0x3P/LFOxtplPLmNlXQ8zMagGA8oWqsY7VXT8rr2bGgPVkubWsJp15YWtbUTrxFBC0Xt2NcOQMOy5qjaTte2hgbn2trW7I22QJrlaKarzXxNJ5p20SY3TUm1YaaBQhtQ9LRipq/aNK9Pn43pg52mzWnCTa+tadSenvgpEaahOD32pwcwxfLUUac7fbo1pnA+XdtTezNdoKnlTE13OvOnOplql+nkNlXS6TCbgmI6oGijYoxXzcjrxrNhPFgjbRoJZ1xbRtQ2TrxBBCMUjWPfOAADy4ajGjvd2BoGnBtr27A3xgIZlmOYrjHzDZ0Y2sWY3AwlNYaZAQpjQNFWxVivmpXXrWfDerBW2rQSzrq2rKhtnXiLCFYoWse+dQAWli1HtXa6tTUsOLfWtmVvrAWyLMcyXWvmWzqxtIs1uVlKag0zCxTWgKKXFbN81ZZ5fflsLB/sMm0uE255bS2j9vLEL4mwDMXlsb88gCWWl4663OnLrbGE8+XaXtqb5QItLWdpusuZv9TJUrssJ7elki6H2RIUywFFrypm9aqt8vrq2Vg92FXaXCXc6tpaRe3ViV8RYRWKq2N/dQArLK8cdbXTV1tjBeertb2yN6sFWlnOynRXM3+lk5V2WU1uKyVdDbMVKFYDioYVA181mNfhswEfLEybMOHgtQWjNjzxkAgwFOGxDw8AYhk6KtzpcGtAOIdrG9obuEDQcqDpwpkPdQK1C5zcoJLCYQZBAQcUjSoGvWoor6NnAz1YlDZRwqFrC0VtdOIREVAoomMfHQDCMnJUtNPR1kBwjtY2sjdogZDlINNFMx/pBGkXNLkhJUXDDIECDSh6XzH7V22f1/fPxv7B7tPmPuH219Y+au9P/J4I+1DcH/v7A9hjee+o+52+3xp7ON+v7b292S/Q3nL2pruf+Xud7LXLfnLbK+l+mO1BsR9QNK4Y/KrhvI6fDfxgcdrECYevLRy18YnHRMChiI99fAAYy9hR8U7HWwPDOV7b2N7gBcKWg00Xz3ysE6xd8OSGlRQPMwwKPKBor2K8V83L696z4T1YL216CeddW17U9k68RwQvFL1j3zsAD8ueo3o73dsaHpx7a9uzN94CeZbjma438z2deNrFm9w8JfWGmQcKb0DRQcUEr1qQ14NnI3iwQdoMEi64toKoHZz4gAhBKAbHfnAAAZYDRw12erA1AjgP1nZgb4IFCiwnMN1g5gc6CbRLMLkFShoMswAUwYCiScWQV43kdfJskAdL0iZJOHJtkahNTjwhAglFcuyTAyBYJo5KdjrZGgTOydom9oYsELEcYrpk5hOdEO1CJjeipGSYEVCQAUWfK+b8qp3z+vnZOD/Yc9o8J9z52jpH7fOJPxPhHIrnY/98AGcsnx31vNPPW+MM5+e1fbY35wU6W87ZdM8z/6yTs3Y5T25nJT0PszMozgOKjismftXivB4/G/GDjdNmnHDxtRVH7fjEx0SIQzE+9uMDiLEcO2q80+OtEcN5vLZjexMvUGw5senGMz/WSaxd4sktVtJ4mMWgiAcUnVRM8qoleT15NpIHm6TNJOGSayuJ2smJT4iQhGJy7CcHkGA5cdRkpydbI4HzZG0n9iZZoMRyEtNNZn6ik0S7JJNboqTJMEtAkQwo+l4x91ftntfvz8b9wd7T5j3h7tfWPWrfT/ydCPdQvB/79wO4Y/nuqPedft8adzi/r+27vbkv0N1y7qZ7n/l3ndy1y31yuyvpfZjdQXEfUHRWMdmrluX17NnIHmyWNrOEy66tLGpnJz4jQhaK2bGfHUCG5cxRs52ebY0MzrO1ndmbbIEyy8lMN5v5mU4y7ZJNbpmSZsMsA0U2oOi8YvJXLc/r+bORP9g8beYJl19bedTOT3xOhDwU82M/P4Acy7mj5js93xo5nOdrO7c3+QLllpObbj7zc53k2iWf3HIlzYdZDop8QNFlxZSvWpnXy2ejfLBl2iwTrry2yqhdnviSCGUolsd+eQAllktHLXd6uTVKOC/XdmlvygUqLac03XLmlzoptUs5uZVKWg6zEhTlgKLfFfN+1d55/f1svB/sO22+E+59bb2j9vvEv4nwDsX3sf8+gDeW34763unvrfGG8/faftub9wK9Ledtuu+Z/9bJW7u8J7e3kr6H2RsU7wFFfyrm86p98vrn2fg82E/a/CTc59r6RO3Pif8Q4ROKn2P/cwAfLH8c9bPTP1vjA+eftf2xN58F+ljOx3Q/M/+jk492+UxuHyX9DLMPKD4Div5WzPdV++b177PxfbDftPlNuO+19Y3a3xP/JcI3FL/H/vcAvlj+Oup3p3+3xhfOv2v7a2++C/S1nK/pfmf+Vydf7fKd3L5K+h1mX1B8BxT9q5jfq/bL679n4/dgf2nzl3C/a+sXtX8n/keEXyj+jv3fAfyw/HPU307/bY0fnP/W9s/e/BboZzk/0/3N/J9OftrlN7n9lPQ3zH6g+A3+pHqcW2pf4KcAAAAASUVORK5CYII=";

/** {"batch":[{"metric":"checkout.latency_ms","value":183},…]} after gzip. */
const GZIP_JSON =
  "H4sIAAAAAAAAA6tWSkosSc5QsoquVspNLSnKTFayUkrOSE3Ozi8t0ctJLEnNS66Mzy1W0lEqS8wpTVWyMrQwrtXBprgkvyQxB6HOxAhFWWFpammqXkpqQUkGQo15bWwtAIttkSeCAAAA";

export function samples(): Sample[] {
  return [github(), stripe(), slack(), shopify(), multipart(), gzipped(), xml(), binary(), healthCheck()];
}

function github(): Sample {
  return {
    name: "GitHub push",
    method: "POST",
    path: "/github",
    headers: [
      ["User-Agent", "GitHub-Hookshot/8f21a3c"],
      ["Accept", "*/*"],
      ["Content-Type", "application/json"],
      ["X-GitHub-Delivery", "8d2c3f10-7c1e-11f0-9d65-3f0c1b1f6a10"],
      ["X-GitHub-Event", "push"],
      ["X-GitHub-Hook-ID", "482193401"],
      ["X-Hub-Signature-256", "sha256=6f2c1a0b9be64b6f1c7a1a8c7f4f8f1a6bb6cf5f2b3ac0f1f0e77a4a0d5b2c11"],
    ],
    body: json({
      ref: "refs/heads/main",
      before: "4f1c6b1f3de2a1c6a3a5d1e0c9b8a7f6e5d4c3b2",
      after: "9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b",
      repository: { id: 1296269001234567, full_name: "octo/orders", private: false },
      pusher: { name: "mona", email: "mona@example.com" },
      commits: [
        {
          id: "9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b",
          message: "Charge the card once",
          timestamp: "2026-11-20T10:12:44Z",
          added: [],
          modified: ["src/checkout.ts", "src/checkout.test.ts"],
          removed: [],
        },
      ],
    }),
  };
}

function stripe(): Sample {
  return {
    name: "Stripe event",
    method: "POST",
    path: "/stripe",
    headers: [
      ["User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)"],
      ["Accept", "*/*; q=0.5, application/xml"],
      ["Cache-Control", "no-cache"],
      ["Content-Type", "application/json; charset=utf-8"],
      ["Stripe-Signature", "t=1795341164,v1=0f5b1f3a9f5f3c0d5e8a6b7c9d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6b7c8d9e"],
    ],
    body: json(
      {
        id: "evt_1SampleWirebin0001",
        object: "event",
        api_version: "2026-09-30",
        created: 1795341164,
        type: "checkout.session.completed",
        livemode: false,
        data: {
          object: {
            id: "cs_test_a1b2c3",
            object: "checkout.session",
            amount_total: 4200,
            currency: "eur",
            customer_details: { email: "ada@example.com", name: "Ada Lovelace" },
            payment_status: "paid",
          },
        },
      },
      2,
    ),
  };
}

function slack(): Sample {
  const payload = {
    type: "block_actions",
    team: { id: "T0001", domain: "example" },
    user: { id: "U0001", username: "grace" },
    actions: [{ action_id: "approve", block_id: "order-1042", value: "approve & ship", type: "button" }],
    response_url: "https://hooks.slack.example/actions/T0001/1/abc",
  };
  return {
    name: "Slack interactivity",
    method: "POST",
    path: "/slack/actions",
    headers: [
      ["User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)"],
      ["Content-Type", "application/x-www-form-urlencoded"],
      ["X-Slack-Request-Timestamp", "1795341170"],
      ["X-Slack-Signature", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"],
    ],
    body: utf8(`payload=${encodeURIComponent(JSON.stringify(payload)).replaceAll("%20", "+")}`),
  };
}

function shopify(): Sample {
  return {
    name: "Shopify order",
    method: "POST",
    path: "/shopify/orders",
    headers: [
      ["User-Agent", "Shopify-Captain-Hook"],
      ["Content-Type", "application/json"],
      ["X-Shopify-Topic", "orders/create"],
      ["X-Shopify-Shop-Domain", "example.myshopify.com"],
      ["X-Shopify-Webhook-Id", "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043"],
      ["X-Shopify-Event-Id", "98880550-7158-44d4-b7cd-2c97c8a091b5"],
      ["X-Shopify-Hmac-Sha256", "XWmrwMey6OsLMeiZKwP4FppHH3cmAiiJJAweH5Jo4bM="],
    ],
    // Written by hand: the id is larger than a JavaScript number holds exactly.
    body: utf8(
      '{"id":820982911946154508,"email":"jon@example.com","total_price":"598.94","currency":"USD","test":true,' +
        '"line_items":[{"id":866550311766439020,"title":"Élan teapot","quantity":1,"price":"199.65"},' +
        '{"id":141249953214522974,"title":"Tea, loose 🍵","quantity":2,"price":"199.65"}]}',
    ),
  };
}

function multipart(): Sample {
  const boundary = "----wirebin7d1f0c2a";
  const part = (head: string, body: string) => `--${boundary}\r\n${head}\r\n\r\n${body}\r\n`;
  const image = Array.from(fromBase64(PNG), (byte) => String.fromCharCode(byte)).join("");
  const text =
    part('Content-Disposition: form-data; name="subject"', "A photo of the leak") +
    part('Content-Disposition: form-data; name="from"', "Ada <ada@example.com>") +
    part('Content-Disposition: form-data; name="photo"; filename="leak.png"\r\nContent-Type: image/png', image);
  return {
    name: "Multipart with an image",
    method: "POST",
    path: "/inbound/mail",
    headers: [
      ["User-Agent", "SendGrid-Inbound"],
      ["Content-Type", `multipart/form-data; boundary=${boundary}`],
    ],
    body: latin1Bytes(`${text}--${boundary}--\r\n`),
  };
}

function gzipped(): Sample {
  return {
    name: "JSON with gzip",
    method: "POST",
    path: "/metrics",
    headers: [
      ["User-Agent", "collector/2.4"],
      ["Content-Type", "application/json"],
      ["Content-Encoding", "gzip"],
    ],
    body: fromBase64(GZIP_JSON),
  };
}

function xml(): Sample {
  return {
    name: "XML",
    method: "PUT",
    path: "/erp/invoices/2026-1042",
    headers: [
      ["User-Agent", "Apache-HttpClient/5.4 (Java/21)"],
      ["Content-Type", "application/xml"],
      ["SOAPAction", '"urn:createInvoice"'],
    ],
    body: utf8(
      '<?xml version="1.0" encoding="UTF-8"?><invoice number="2026-1042"><customer>Müller &amp; Söhne</customer>' +
        '<line sku="TEA-1" quantity="2">Élan teapot</line><total currency="EUR">399.30</total></invoice>',
    ),
  };
}

function binary(): Sample {
  return {
    name: "Binary",
    method: "POST",
    path: "/telemetry",
    headers: [
      ["User-Agent", "device/0.9"],
      ["Content-Type", "application/octet-stream"],
    ],
    body: Uint8Array.from({ length: 256 }, (_, index) => index),
  };
}

function healthCheck(): Sample {
  return {
    name: "Health check",
    method: "GET",
    path: "/healthz?probe=eu-west-1&probe=us-east-1",
    headers: [
      ["User-Agent", "uptime-probe/3"],
      ["Accept", "*/*"],
      ["accept", "text/html"],
    ],
    body: new Uint8Array(0),
  };
}
