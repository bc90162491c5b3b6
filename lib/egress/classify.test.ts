import { isIP } from "node:net";
import { describe, expect, test } from "vitest";
import { isLoopbackAddress, isPublicAddress, parseCidr } from "./classify.ts";
import { parseTarget } from "./target.ts";

/**
 * A second classifier, written apart from the first: text to one big integer, then masks, from IANA's special-purpose address registries
 * (IPv4 and IPv6) and the IPv6 global unicast assignments. It shares no code with classify.ts.
 */
const V4_SPECIAL = [
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24",
  "192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24",
  "224.0.0.0/4 240.0.0.0/4 255.255.255.255/32 168.63.129.16/32",
]
  .join(" ")
  .split(" ");
const V6_SPECIAL = "2001:0::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3ffe::/16 3fff::/20".split(" ");

function number4(text: string): bigint {
  return text.split(".").reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function number6(text: string): bigint {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  let plain = text;
  if (dotted) {
    const low = number4(dotted[2] ?? "");
    plain = `${dotted[1]}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`;
  }
  const [left = "", right] = plain.split("::");
  const groups = (half: string) => (half === "" ? [] : half.split(":"));
  const head = groups(left);
  const tail = groups(right ?? "");
  const middle = right === undefined ? [] : Array.from({ length: 8 - head.length - tail.length }, () => "0");
  return [...head, ...middle, ...tail].reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

function within(value: bigint, cidr: string, width: bigint, read: (text: string) => bigint): boolean {
  const [network = "", bits = ""] = cidr.split("/");
  const shift = width - BigInt(bits);
  return value >> shift === read(network) >> shift;
}

function publicByArithmetic(address: string): boolean {
  if (isIP(address) === 4) {
    const value = number4(address);
    return !V4_SPECIAL.some((cidr) => within(value, cidr, 32n, number4));
  }
  const value = number6(address);
  if (value >> 32n === 0xffffn) {
    return !V4_SPECIAL.some((cidr) => within(value & 0xffffffffn, cidr, 32n, number4));
  }
  return value >> 125n === 1n && !V6_SPECIAL.some((cidr) => within(value, cidr, 128n, number6));
}

function text4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join(".");
}

function text6(value: bigint): string {
  return Array.from({ length: 8 }, (_, at) => ((value >> BigInt(112 - at * 16)) & 0xffffn).toString(16)).join(":");
}

/** First and last address of a block and the neighbours just outside it: where off-by-one mistakes live. */
function edges(
  cidr: string,
  width: bigint,
  read: (text: string) => bigint,
  write: (value: bigint) => string,
): string[] {
  const [network = "", bits = ""] = cidr.split("/");
  const size = 1n << (width - BigInt(bits));
  const first = read(network);
  const top = (1n << width) - 1n;
  return [first - 1n, first, first + 1n, first + size / 2n, first + size - 1n, first + size]
    .filter((value) => value >= 0n && value <= top)
    .map(write);
}

const V4_BLOCKS = [
  ...V4_SPECIAL,
  "8.8.8.0/24",
  "1.1.1.0/24",
  "100.0.0.0/10",
  "172.32.0.0/12",
  "192.0.1.0/24",
  "198.20.0.0/15",
];
const V6_BLOCKS = [
  ...V6_SPECIAL,
  "::/128 ::1/128 ::/96 ::ffff:0:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2000::/3 2001:2::/48 2001:3::/32 2001:4:112::/48",
  "2001:10::/28 2001:20::/28 2001:30::/28 2001:200::/23 2606:4700::/32 2a00::/12 4000::/3 5f00::/16 fc00::/7 fd00:ec2::/32 fe80::/10 fec0::/10 ff00::/8",
].flatMap((line) => line.split(" "));

const addresses4 = V4_BLOCKS.flatMap((cidr) => edges(cidr, 32n, number4, text4));
const addresses6 = V6_BLOCKS.flatMap((cidr) => edges(cidr, 128n, number6, text6));
const mapped = addresses4.flatMap((address) => [`::ffff:${address}`, `::ffff:${text6(number4(address)).slice(12)}`]);
const embedded = ["127.0.0.1", "10.0.0.1", "169.254.169.254", "8.8.8.8"].flatMap((address) => {
  const hex = text6(number4(address)).slice(12);
  return [
    `::${address}`,
    `64:ff9b::${address}`,
    `64:ff9b:1::${address}`,
    `::ffff:0:${address}`,
    `2002:${hex}::1`,
    `2001:0:${hex}::1`,
  ];
});

describe("public addresses", () => {
  const table = [...new Set([...addresses4, ...addresses6, ...mapped, ...embedded])];

  test("the table is large and holds both kinds", () => {
    expect(table.length).toBeGreaterThanOrEqual(300);
    expect(table.filter((address) => isPublicAddress(address)).length).toBeGreaterThan(50);
    expect(table.filter((address) => !isPublicAddress(address)).length).toBeGreaterThan(150);
  });

  test("both classifiers agree on every address of the table", () => {
    const differing = table.filter((address) => isPublicAddress(address) !== publicByArithmetic(address));
    expect(differing).toEqual([]);
  });

  test("both classifiers agree on addresses spread over both spaces", () => {
    // A fixed multiplicative walk: the same addresses on every run.
    let state = 0x9e3779b97f4a7c15n;
    const next = (bits: bigint) => {
      state = (state * 6364136223846793005n + 1442695040888963407n) & ((1n << 128n) - 1n);
      return state >> (128n - bits);
    };
    const spread = [
      ...Array.from({ length: 2000 }, () => text4(next(32n))),
      ...Array.from({ length: 500 }, () => text6(next(128n))),
      ...Array.from({ length: 1000 }, () => text6((1n << 125n) | next(125n))),
    ];
    expect(spread.filter((address) => isPublicAddress(address) !== publicByArithmetic(address))).toEqual([]);
  });

  test.each([
    ["8.8.8.8", true],
    ["93.184.215.14", true],
    ["2606:4700:4700::1111", true],
    ["::ffff:8.8.8.8", true],
    ["127.0.0.1", false],
    ["169.254.169.254", false],
    ["100.100.100.200", false],
    ["168.63.129.16", false],
    ["192.0.0.192", false],
    ["fd00:ec2::254", false],
    ["::127.0.0.1", false],
    ["::", false],
    ["::1", false],
    ["3fff::1", false],
    ["fe80::1%eth0", false],
    ["2606:4700::1%1", false],
    ["0177.0.0.1", false],
    ["8.8", false],
    ["example.com", false],
    ["", false],
  ])("%s: %s", (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });
});

describe("addresses as they stand in URLs", () => {
  const loopback =
    "127.0.0.1 127.1 127.0.1 0177.0.0.1 0177.1 017700000001 0x7f.1 0x7f.0.0.1 0x7f000001 0x7F000001 2130706433 127.0.0.1. 127.000.0.1 %31%32%37.0.0.1 127%2E0%2E0%2E1 １２７.0.0.1 127。0。0。1 127．0．0．1 127｡0｡0｡1 ①②⑦.0.0.1 [::1] [0:0:0:0:0:0:0:1] [0000::0001] [::ffff:127.0.0.1] [::ffff:7f00:1] [::FFFF:7F00:0001] [0:0:0:0:0:ffff:127.0.0.1]".split(
      " ",
    );
  const refused =
    "0 0.0.0.0 0x0 00 10.1 012.1.1.1 0xa000001 172.16.1 192.168.257 3232235777 0xc0a80101 169.254.43518 0xa9fea9fe 2852039166 0251.0376.0251.0376 100.64.1 224.1 4294967295 255.255.255.255 [::] [::127.0.0.1] [::7f00:1] [::a9fe:a9fe] [::ffff:a9fe:a9fe] [::ffff:10.0.0.1] [64:ff9b::7f00:1] [64:ff9b::10.0.0.1] [2002:7f00:1::] [2001:0:7f00:1::] [fe80::1] [fc00::1] [fd12:3456::1] [fec0::1] [ff02::1] [3fff::1] [2001:db8::1] [100::1] [5f00::1] [4000::1]".split(
      " ",
    );
  const open =
    "8.8.8.8 134744072 0x08080808 010.8.8.8 8.8.2056 1.1 1.1.1.1 [2606:4700:4700::1111] [::ffff:8.8.8.8]".split(" ");
  const hostOf = (host: string) => {
    const target = parseTarget(`http://${host}/`);
    return target instanceof Error ? null : target.hostname;
  };

  test.each(loopback)("%s is this machine", (host) => {
    const address = hostOf(host) ?? "";
    expect(isLoopbackAddress(address)).toBe(true);
    expect(isPublicAddress(address)).toBe(false);
    expect(publicByArithmetic(address)).toBe(false);
  });

  test.each(refused)("%s is not public", (host) => {
    const address = hostOf(host) ?? "";
    expect(isIP(address)).not.toBe(0);
    expect(isPublicAddress(address)).toBe(false);
    expect(publicByArithmetic(address)).toBe(false);
  });

  test.each(open)("%s is public", (host) => {
    const address = hostOf(host) ?? "";
    expect(isPublicAddress(address)).toBe(true);
    expect(publicByArithmetic(address)).toBe(true);
  });

  test.each([
    "[fe80::1%25eth0]",
    "[::1",
    "256.256.256.256",
    "1.2.3.4.5",
    "0x100000000",
    "[::ffff:1.2.3]",
    "127.0.0.1:70000",
    "a b",
    "[example.com]",
  ])("%s is no host", (host) => {
    expect(hostOf(host)).toBeNull();
  });
});

describe("CIDRs", () => {
  test.each([
    ["10.0.0.0/8", "10.0.0.0", 8],
    ["10.1.2.3", "10.1.2.3", 32],
    [" 192.168.0.0/16 ", "192.168.0.0", 16],
    ["fd00::/8", "fd00::", 8],
    ["::1", "::1", 128],
    ["0.0.0.0/0", "0.0.0.0", 0],
    ["::ffff:10.0.0.0/104", "10.0.0.0", 8],
  ])("%s", (text, network, bits) => {
    const cidr = parseCidr(text);
    expect(cidr?.[0].toString()).toBe(network);
    expect(cidr?.[1]).toBe(bits);
  });

  test.each([
    "",
    "x",
    "10.0.0.0/33",
    "10.0.0.0/-1",
    "10.0.0.0/8/8",
    "10.0.0/8",
    "::/129",
    "fe80::%eth0/10",
    "10.0.0.0/",
    "::ffff:0:0/90",
  ])("%s is not one", (text) => {
    expect(parseCidr(text)).toBeNull();
  });
});
