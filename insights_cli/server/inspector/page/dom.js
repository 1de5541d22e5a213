// Build elements from values; text is always text, so nothing out of an event can become markup.

export const byId = (id) => document.getElementById(id);

// Characters that move or turn the text around them are shown as what they are.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;
const seen = (text) => text.replace(UNSEEN, "\ufffd");

export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  const kept = children.flat().filter((child) => child || child === 0);
  element.append(...kept.map((child) => (typeof child === "string" ? seen(child) : child)));
  return element;
}

export const replace = (parent, ...children) => parent.replaceChildren(...children.flat().filter(Boolean));
export const button = (words, onclick, attributes = {}) => el("button", { type: "button", onclick, ...attributes }, words);

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const NUMBER = new Intl.NumberFormat("en-GB");

export const clock = (time) => (time ? CLOCK.format(new Date(time)) : "");
export const number = (value) => NUMBER.format(value ?? 0);
export const count = (value, one, many = `${one}s`) => `${number(value)} ${value === 1 ? one : many}`;
export const took = (ms) => (ms === null || ms === undefined ? "" : ms < 10_000 ? `${number(Math.round(ms))} ms` : `${number(Math.round(ms / 1000))} s`);

// The time of day, with the day when it is another one.
export function moment(time) {
  const then = new Date(time);
  return then.toDateString() === new Date().toDateString() ? CLOCK.format(then) : `${DAY.format(then)} ${CLOCK.format(then)}`;
}

export function ago(seconds) {
  if (seconds < 1.5) return "now";
  if (seconds < 90) return `${Math.round(seconds)} s ago`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min ago`;
  return `${Math.round(seconds / 3600)} h ago`;
}

let fading = 0;

// Say for a moment what was done.
export function tell(words) {
  const toast = byId("toast");
  toast.textContent = words;
  clearTimeout(fading);
  fading = setTimeout(() => { toast.textContent = ""; }, 4000);
}
