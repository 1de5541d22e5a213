// Talk to the server: JSON calls with the session key, and the stream that falls back to polling.

const BASE = "api";
let key = "";

export async function open() {
  const session = await call("GET", "session");
  key = session.key;
  return session;
}

export async function call(method, path, body) {
  const response = await fetch(`${BASE}/${path}`, {
    method,
    headers: method === "GET" ? {} : { "content-type": "application/json", "x-insights-key": key },
    body: body === undefined ? undefined : JSON.stringify(body),
    credentials: "same-origin",
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    const error = new Error(answer.error?.message ?? `the server answered ${response.status}`);
    error.status = response.status;
    error.column = answer.error?.column;
    throw error;
  }
  return answer;
}

export const events = (query) => call("GET", `events?${new URLSearchParams(query)}`);
export const event = (id) => call("GET", `events/${encodeURIComponent(id)}`);
export const totals = () => call("GET", "totals");
export const timeline = () => call("GET", "timeline");
export const deadLetters = () => call("GET", "dead");
export const replay = (ids) => call("POST", "replay", { ids });
export const purge = (ids) => call("POST", "purge", { ids });

const STREAM_TRIES = 2;
const POLLS_BETWEEN = 10;
const RETRY_MS = 1000;

// Calls *hear* with {rows, next, totals, point, missed}; *say* with "live", "polling", "lost" or "denied".
// Returns a function that ends it.
export function follow(match, since, hear, say) {
  let cursor = since;
  let ended = false;
  let broken = 0;
  let source = null;
  const later = (next, ms) => setTimeout(() => { if (!ended) next(); }, ms);

  function take(message) {
    if (ended) return;
    cursor = message.next ?? cursor;
    hear(message);
  }

  function stream() {
    source = new EventSource(`${BASE}/stream?${new URLSearchParams({ match, after: cursor })}`);
    source.onopen = () => say("live");
    source.onmessage = (message) => { broken = 0; take(JSON.parse(message.data)); };
    source.onerror = () => {
      source.close();
      broken += 1;
      if (broken <= STREAM_TRIES) say("lost");
      later(reach, broken > 1 ? RETRY_MS : 100);
    };
  }

  // A stream does not tell why it ended: ask whether the server is there, and still knows us.
  async function reach() {
    try {
      await open();
    } catch (error) {
      say(error.status === 401 ? "denied" : "lost");
      later(reach, RETRY_MS);
      return;
    }
    if (broken > STREAM_TRIES) poll(POLLS_BETWEEN);
    else stream();
  }

  async function poll(left) {
    try {
      const page = await events({ match, after: cursor, wait: "2" });
      take({ rows: page.events, next: page.next, totals: await totals() });
      say("polling");
      later(left ? () => poll(left - 1) : stream, 200);
    } catch {
      say("lost");
      later(reach, RETRY_MS);
    }
  }

  stream();
  return () => { ended = true; source?.close(); };
}
