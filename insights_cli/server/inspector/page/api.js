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

// Calls *hear* with {rows, totals, point}; *say* with "live", "polling" or "lost". Returns a function that ends it.
export function follow(match, since, hear, say) {
  const url = (path, cursor) => `${BASE}/${path}?${new URLSearchParams({ match, after: cursor })}`;
  let cursor = since;
  let ended = false;
  let failures = 0;
  let source = null;

  function take(message) {
    failures = 0;
    cursor = message.next ?? cursor;
    hear(message);
  }

  function stream() {
    source = new EventSource(url("stream", cursor));
    source.onopen = () => { failures = 0; say("live"); };
    source.onmessage = (message) => take(JSON.parse(message.data));
    source.onerror = () => {
      source.close();
      if (!ended) retry();
    };
  }

  function retry() {
    failures += 1;
    say("lost");
    const later = failures > 3 ? poll : stream;
    setTimeout(() => { if (!ended) later(); }, Math.min(500 * 2 ** failures, 5000));
  }

  async function poll() {
    try {
      const page = await call("GET", `events?${new URLSearchParams({ match, after: cursor, wait: "5" })}`);
      take({ rows: page.events, next: page.next, totals: await totals() });
      say("polling");
      if (!ended) setTimeout(failures ? poll : stream, 200);
    } catch {
      if (!ended) retry();
    }
  }

  stream();
  return () => { ended = true; source?.close(); };
}
