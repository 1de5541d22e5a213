// The address holds the filter and the chosen event, so that a view can be shared; it never holds the key.

export function read() {
  const parts = new URLSearchParams(location.hash.slice(1));
  return { match: parts.get("match") ?? "", event: parts.get("event") };
}

export function write({ match, event }) {
  const parts = new URLSearchParams();
  if (match) parts.set("match", match);
  if (event) parts.set("event", event);
  const hash = parts.size ? `#${parts}` : location.pathname;
  if (hash !== location.hash) history.replaceState(null, "", hash);
}
