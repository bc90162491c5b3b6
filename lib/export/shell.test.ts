import { describe, expect, test } from "vitest";
import { latin1Bytes } from "#lib/model/bytes.ts";
import { shellPipe, shellTextOrNull, shellWord } from "./shell.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

describe("a word", () => {
  test("is single-quoted, so that nothing inside means anything", () => {
    expect(shellWord('$(a) `b` \\ "c" !d')).toBe("'$(a) `b` \\ \"c\" !d'");
    expect(shellWord("it's")).toBe("'it'\\''s'");
    expect(shellWord("")).toBe("''");
  });

  test("shows UTF-8 kept as latin1 units as the characters it stands for", () => {
    expect(shellWord("Ã©")).toBe("'é'");
  });

  test("writes what is not UTF-8, a tab, an escape or an invisible character through printf", () => {
    expect(shellWord("\xe9")).toBe(`"$(printf '\\351')"`);
    expect(shellWord("a\t'!%")).toBe(`"$(printf 'a\\011\\047\\041%%')"`);
    expect(shellWord("\x1b[201~")).toBe(`"$(printf '\\033[201~')"`);
    expect(shellWord("\xe2\x80\xae-")).toBe(`"$(printf '\\342\\200\\256-')"`);
    expect(shellWord("-\t")).toBe(`"$(printf '\\055\\011')"`);
  });
});

describe("a body", () => {
  test("is a word when it can be pasted", () => {
    expect(shellTextOrNull(utf8('{\n "a": 1\n}'))).toBe("'{\n \"a\": 1\n}'");
    expect(shellTextOrNull(utf8("wow!"))).toBe("'wow!'");
  });

  test.each(["a\r\n", "a\tb", "\0", "first\n!second", "\u202e", "\ufeffa", "a".repeat(100_001)])(
    "case %# is not a word",
    (text) => {
      expect(shellTextOrNull(utf8(text))).toBeNull();
    },
  );

  test("is printed by printf when it is nearly plain, else decoded from base64 in short lines", () => {
    expect(shellPipe(utf8("a=100%\r\nb='c'\r\nlong enough to be plain text"))).toBe(
      "printf 'a=100%%\\015\\nb=\\047c\\047\\015\\nlong enough to be plain text'",
    );
    expect(shellPipe(latin1Bytes("\xff\0"))).toBe("printf '%s' '/wA=' | base64 -d");
    const long = shellPipe(new Uint8Array(200)).split("\n");
    expect(long.length).toBe(4);
    expect(Math.max(...long.map((line) => line.length))).toBeLessThan(100);
  });
});
