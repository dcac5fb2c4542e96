// A program as a reader of the contract would write it: the client is made from
// the document alone, and this asks a running register the questions that the
// README opens with. It does not compile if the contract no longer says what it
// relies on, and ends with 1 if an answer is another.
//
//   node e2e.js http://127.0.0.1:8080
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

type Value = components["schemas"]["Value"];
type Problem = components["schemas"]["Problem"];
type Standings = components["schemas"]["Standings"];

const address = process.argv[2];
assert.ok(address, "usage: node e2e.js ADDRESS");
// A list is JSON or CSV, as one asks: a client says once which it reads.
const api = createClient<paths, "application/json" | "application/problem+json">({ baseUrl: address });
const files = createClient<paths, "text/csv">({ baseUrl: address });

const before = "2023-03-21";
const after = "2023-03-22";

// idOf is the organization of a value; the contract makes us ask first whether
// there is one.
function idOf(value: Value): string {
  // @ts-expect-error: none and unknown have no organization
  void value.organization;
  return value.status === "organization" ? value.organization.id : value.status;
}

async function dong(on: string) {
  const { data, error } = await api.GET("/api/v1/people/{id}", {
    params: { path: { id: "ourcommons:105091" }, query: { on } },
  });
  assert.ok(data, JSON.stringify(error));
  // @ts-expect-error: the register holds names, identifiers, offices and affiliations
  void data.birth_date;
  return data;
}

async function whereDongSat() {
  const liberal = await dong(before);
  const alone = await dong(after);
  assert.equal(liberal.name.full, "Han Dong");
  assert.equal(idOf(liberal.standing.caucus), "org_liberal");
  assert.equal(idOf(alone.standing.caucus), "none");
  assert.equal(idOf(alone.standing.designation), "org_independent");
  const left = alone.changes.find((c) => c.on === after);
  assert.equal(left?.kind, "left_caucus");
  assert.equal(left?.cause.kind, "resigned_from_caucus");
  assert.equal(left?.announced_local, "2023-03-22T21:36");
  assert.ok(left && left.citations.every((c) => /^[0-9a-f]{64}$/.test(c.sha256)));
}

async function standings(on: string): Promise<Standings> {
  const { data, error } = await api.GET("/api/v1/standings", { params: { query: { on } } });
  assert.ok(data, JSON.stringify(error));
  return data;
}

function seatsOf(s: Standings, id: string): number {
  return s.rows.find((r) => r.organization?.id === id)?.seats ?? 0;
}

async function standingsMoveByOne() {
  const [first, second] = [await standings(before), await standings(after)];
  assert.deepEqual([seatsOf(first, "org_liberal"), seatsOf(second, "org_liberal")], [157, 156]);
  assert.deepEqual([seatsOf(first, "org_independent"), seatsOf(second, "org_independent")], [2, 3]);
  for (const s of [first, second]) {
    assert.deepEqual([s.filled, s.vacant, s.seats, s.balanced], [333, 5, 338, true]);
    assert.equal(s.rows.reduce((sum, r) => sum + r.seats, 0), s.filled);
  }
}

// changes reads all pages of the changes since a day.
async function changes(limit: number): Promise<string[]> {
  const ids: string[] = [];
  for (let query: NonNullable<paths["/api/v1/changes"]["get"]["parameters"]["query"]> = { from: "2015-10-19", limit }; ; ) {
    const { data, error } = await api.GET("/api/v1/changes", { params: { query } });
    assert.ok(data, JSON.stringify(error));
    assert.ok(data.changes.length <= limit);
    ids.push(...data.changes.map((c) => c.id));
    if (data.next === null) {
      return ids;
    }
    const next = new URL(data.next, address).searchParams;
    const on = next.get("on");
    const cursor = next.get("after");
    assert.ok(on && cursor);
    query = { ...query, on, revision: Number(next.get("revision")), after: cursor };
  }
}

async function pagesOfChanges() {
  const whole = await changes(1000);
  assert.ok(whole.length > 40, `${whole.length} changes`);
  assert.equal(new Set(whole).size, whole.length);
  assert.deepEqual(await changes(7), whole);
}

// votes labels what members were on days of votes, and says why it cannot.
async function votes() {
  const { data, error } = await api.POST("/api/v1/resolve", {
    params: { query: { on: before } },
    body: {
      items: [
        { person: "ourcommons:105091", axis: "caucus" },
        { person: "ourcommons:105091", on: after, axis: "caucus" },
        { name: "han dong", riding: "Don Valley-Nord", on: after },
        { person: "wikidata:Q1", on: after },
      ],
    },
  });
  assert.ok(data, JSON.stringify(error));
  assert.deepEqual(data.items.map((i) => i.status), ["resolved", "resolved", "resolved", "not_found"]);
  assert.deepEqual(data.items.map((i) => i.value && idOf(i.value)), ["org_liberal", "none", "org_independent", null]);
  assert.equal(data.items[0]?.span?.last_day, before);
  assert.ok(data.items[3]?.why);
  // @ts-expect-error: an item is a person, or a name and a riding
  const half = await api.POST("/api/v1/resolve", { body: { items: [{ name: "Han Dong" }] } });
  assert.deepEqual(half.error?.errors.map((e) => e.field), ["items[0]"]);
}

async function notModified() {
  const question = { params: { query: { on: after } } };
  const first = await api.GET("/api/v1/standings", question);
  const tag = first.response.headers.get("etag");
  assert.ok(tag);
  const again = await api.GET("/api/v1/standings", { ...question, headers: { "If-None-Match": tag }, parseAs: "text" });
  assert.equal(again.response.status, 304);
}

async function problems() {
  const { data, error, response } = await api.GET("/api/v1/people", { params: { query: { on: "yesterday", limit: 5000 } } });
  assert.equal(data, undefined);
  assert.equal(response.status, 400);
  assert.equal(response.headers.get("content-type"), "application/problem+json");
  const problem: Problem | undefined = error;
  assert.deepEqual(problem?.errors.map((e) => e.field), ["on", "limit"]);
}

// csv is the same list for a spreadsheet.
async function csv() {
  const query = { q: "dong", on: after };
  const { data } = await files.GET("/api/v1/people.csv", { params: { query }, parseAs: "text" });
  assert.match(data ?? "", /^person_id,name,.*\nper_[0-9a-z]{12},Han Dong,/);
  const accepted = await files.GET("/api/v1/people", { params: { query }, headers: { Accept: "text/csv" }, parseAs: "text" });
  assert.equal(accepted.data, data);
}

for (const story of [whereDongSat, standingsMoveByOne, pagesOfChanges, votes, notModified, problems, csv]) {
  await story();
  console.log(`ok  ${story.name}`);
}
