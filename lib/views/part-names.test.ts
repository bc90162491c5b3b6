import { expect, test } from "vitest";
import { partFileName, partName } from "./part-names.ts";

const of = (disposition: string): [string, string][] => [["Content-Disposition", disposition]];

test("a part's name and its file's, as browsers and mail programs write them", () => {
  expect(partName(of('form-data; name="user"'))).toBe("user");
  expect(partName(of('form-data; name="a%22b%0D%0Ac"'))).toBe('a"b\r\nc');
  expect(partName(of('form-data; name="\u00c3\u00a4"'))).toBe("ä");
  expect(partFileName(of('form-data; name="f"; filename="a.txt"'))).toBe("a.txt");
  expect(partFileName(of("attachment; filename*=UTF-8''%C3%A4.txt; filename=a.txt"))).toBe("ä.txt");
  expect(partFileName(of("attachment; filename*=UTF-8''%zz; filename=a.txt"))).toBe("a.txt");
});

test("none is no name", () => {
  expect(partName([])).toBeNull();
  expect(partName(of("inline"))).toBeNull();
  expect(partFileName(of('form-data; name="f"'))).toBeNull();
});
