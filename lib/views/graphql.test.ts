import { expect, test } from "vitest";
import { renderView } from "./registry.ts";

const show = (body: unknown, contentType = "application/json") =>
  renderView({ bytes: new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body)), contentType });

test("the query reads as text and the variables as a tree", () => {
  const { view, result } = show({
    operationName: "A",
    query: "query A($n: Int) {\n  a(n: $n)\n}",
    variables: { n: 1 },
  });
  expect(view).toBe("graphql");
  expect(result).toMatchObject({
    kind: "sections",
    sections: [
      { title: "operationName", view: { kind: "tree" } },
      { title: "query", view: { kind: "text", language: "graphql", text: "query A($n: Int) {\n  a(n: $n)\n}" } },
      { title: "variables", view: { kind: "tree", tree: { text: '{"n":1}' } } },
    ],
  });
});

test("a batch is shown one after another", () => {
  const { result } = show([{ query: "{a}" }, { query: "mutation{b}" }]);
  expect(result.kind === "sections" && result.sections.length).toBe(2);
});

test("application/graphql is the query itself", () => {
  expect(show("{ a }", "application/graphql").result).toMatchObject({
    kind: "text",
    language: "graphql",
    text: "{ a }",
  });
});

test("JSON with a field called query stays JSON", () => {
  expect(show({ query: "shoes", page: 1 }).view).toBe("json");
  expect(show({ id: 1, nested: { query: "{a}" } }).view).toBe("json");
  expect(show('{"query":"{a}"').view).toBe("text");
});
