// Runs the open Adoption Insights frontend module under Node: events in as JSON on standard input, its own HTTP out.
// usage: node adoption.js MODULE.mjs BASE_URL

const [, , modulePath, base] = process.argv;
globalThis.window = globalThis;

const { AdoptionInsightsAnalyticsApi } = await import(modulePath);
const text = await new Promise((resolve) => {
  let all = "";
  process.stdin.on("data", (chunk) => { all += chunk; }).on("end", () => resolve(all));
});
const config = { getString: () => base, getOptionalNumber: () => undefined, getOptionalBoolean: () => false };
const identityApi = {
  getBackstageIdentity: async () => ({ userEntityRef: "user:default/jane.doe" }),
  getCredentials: async () => ({ token: "opaque" }),
};
const statuses = [];
const send = globalThis.fetch;
globalThis.fetch = async (url, options) => {
  const answer = await send(url.replace("/api/adoption-insights/", "/api/backstage-insights/"), options);
  statuses.push([answer.status, JSON.parse(options.body).length]);
  return answer;
};
const api = AdoptionInsightsAnalyticsApi.fromConfig(config, { identityApi });
for (const event of JSON.parse(text)) await api.captureEvent(event);
await new Promise((resolve) => { setTimeout(resolve, 50); });
await api.flushEvents();
console.log(JSON.stringify(statuses));
process.exit(0);
