// The search, and the menu folded on a narrow screen. Without scripts the site lacks only these two.
"use strict";

const menu = document.querySelector("nav details");
if (matchMedia("(max-width: 60rem)").matches) menu.open = false;

const form = document.getElementById("search");
const field = form.querySelector("input");
const found = document.getElementById("found");
const MOST = 20;
form.hidden = false;

function load() {
  const script = document.createElement("script");
  script.src = "search.js"; // of the page's language, beside the page
  script.onload = search;
  document.head.append(script);
}

// A section matches that holds all words asked for; a match in its title goes first.
function search() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = words.length && window.searchIndex ? window.searchIndex.filter((row) => holds(row.join(" "), words)) : [];
  rows.sort((a, b) => holds(b[2], words) - holds(a[2], words));
  found.replaceChildren(...rows.slice(0, MOST).map((row) => entry(row, words[0])));
  if (words.length && !rows.length) found.append(Object.assign(document.createElement("li"), { textContent: field.dataset.none }));
  found.hidden = !words.length;
}

function holds(text, words) {
  const low = text.toLowerCase();
  return words.every((word) => low.includes(word));
}

function entry([address, page, title, text], word) {
  const link = Object.assign(document.createElement("a"), { href: address, textContent: title });
  const from = Math.max(0, text.toLowerCase().indexOf(word) - 20);
  const excerpt = (from ? "…" : "") + text.slice(from, from + 70);
  const small = Object.assign(document.createElement("small"), { textContent: title === page ? excerpt : `${page} · ${excerpt}` });
  const item = document.createElement("li");
  item.append(link, small);
  return item;
}

function close() {
  found.hidden = true;
}

field.addEventListener("focus", load, { once: true });
field.addEventListener("input", search);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  found.querySelector("a")?.click();
});
form.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
found.addEventListener("click", close);
document.addEventListener("click", (event) => {
  if (!form.contains(event.target)) close();
});
