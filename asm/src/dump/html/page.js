"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const bytes = new Uint8Array(data.bytes.length / 2);
for (let at = 0; at < bytes.length; at++) bytes[at] = parseInt(data.bytes.substr(2 * at, 2), 16);

// Fields: six numbers or strings each, see html.rs.
const F = data.fields, count = F.length / 6;
const field = (at) => ({ name: data.names[F[6 * at]], index: F[6 * at + 1], depth: F[6 * at + 2],
  start: F[6 * at + 3], end: F[6 * at + 4], value: F[6 * at + 5] });
const depth = (at) => F[6 * at + 2], start = (at) => F[6 * at + 3], end = (at) => F[6 * at + 4];
const hasParts = (at) => at + 1 < count && depth(at + 1) > depth(at);
const leaves = [];
for (let at = 0; at < count; at++) if (!hasParts(at) && end(at) > start(at)) leaves.push(at);
leaves.sort((a, b) => start(a) - start(b));
const label = (at) => { const f = field(at); return f.index < 0 ? f.name : `${f.name}[${f.index}]`; };

// The last of a sorted list whose place is not behind an offset.
function last(list, place, offset) {
  let low = 0, high = list.length;
  while (low < high) { const mid = (low + high) >> 1; if (place(list[mid]) <= offset) low = mid + 1; else high = mid; }
  return low - 1;
}
function leafAt(offset) {
  const at = last(leaves, start, offset);
  return at >= 0 && offset < end(leaves[at]) ? leaves[at] : -1;
}
function parents(at) {
  const list = [];
  for (let above = at - 1, d = depth(at); above >= 0 && d > 0; above--) {
    if (depth(above) < d) { list.push(above); d = depth(above); }
  }
  return list.reverse();
}

// A list of rows of one height, of which only those in view exist.
const HEIGHT = 20, TALLEST = 8000000;
class List {
  constructor(box, length, draw) {
    this.box = box; this.length = length; this.draw = draw;
    this.space = document.createElement("div"); this.space.className = "space"; box.append(this.space);
    box.addEventListener("scroll", () => this.show()); new ResizeObserver(() => this.show()).observe(box);
  }
  // Browsers limit how tall a box may be, so a long list scrolls in a shorter one.
  get scale() { return Math.max(1, this.length() * HEIGHT / TALLEST); }
  show() {
    const rows = this.length(), tall = rows * HEIGHT / this.scale, top = this.box.scrollTop;
    this.space.style.height = tall + "px";
    const first = Math.max(0, Math.min(Math.floor(top * this.scale / HEIGHT), rows - 1));
    const shown = [];
    for (let at = first; at < rows && (at - first) * HEIGHT < this.box.clientHeight + HEIGHT; at++) {
      const row = document.createElement("div");
      row.className = "row"; row.style.top = (this.scale > 1 ? top + (at - first) * HEIGHT : at * HEIGHT) + "px";
      this.draw(at, row); shown.push(row);
    }
    this.space.replaceChildren(...shown);
  }
  reveal(at) {
    const place = at * HEIGHT / this.scale, view = this.box.clientHeight;
    if (place < this.box.scrollTop || place + HEIGHT > this.box.scrollTop + view) {
      this.box.scrollTop = Math.max(0, place - view / 2);
    }
    this.show();
  }
}
function span(row, text, kind) {
  const part = document.createElement("span"); part.textContent = text; if (kind) part.className = kind;
  row.append(part); return part;
}

let selected = null, hovered = null, current = -1;
const marks = (from, to) => (selected && from < selected[1] && to > selected[0] ? " select" : "")
  + (hovered && from < hovered[1] && to > hovered[0] ? " hover" : "");

// ---- structure
const open = new Set();
let visible = [];
function refresh() {
  visible = [];
  for (let at = 0; at < count;) {
    visible.push(at);
    const inside = depth(at); at++;
    if (!open.has(at - 1)) while (at < count && depth(at) > inside) at++;
  }
}
const tree = new List($("tree"), () => visible.length, (index, row) => {
  const at = visible[index], f = field(at);
  row.dataset.field = at;
  if (at === current) row.className += " select";
  const inside = hovered && f.start >= hovered[0] && f.end <= hovered[1] && f.end > f.start;
  // Of a closed field that holds what is pointed at, its own row stands for it.
  const holds = hovered && hasParts(at) && !open.has(at) && f.start <= hovered[0] && f.end >= hovered[1];
  if (inside || holds) row.className += " hover";
  row.style.paddingLeft = 10 + 14 * f.depth + "px";
  span(row, hasParts(at) ? (open.has(at) ? "▾" : "▸") : "", "tog");
  row.append(document.createElement("b")); row.lastChild.textContent = label(at);
  if (f.value !== 0) span(row, " = " + f.value);
  span(row, `  ${f.start.toString(16)}–${f.end.toString(16)}`, "off");
});

// ---- bytes
const hex2 = (n) => n.toString(16).padStart(2, "0");
const hex = new List($("hex"), () => Math.ceil(bytes.length / 16), (line, row) => {
  const from = 16 * line, to = Math.min(from + 16, bytes.length);
  span(row, from.toString(16).padStart(8, "0") + "  ", "off");
  for (let at = from; at < to; at++) {
    span(row, hex2(bytes[at]), marks(at, at + 1)).dataset.at = at; row.append(" ");
  }
  row.append("   ".repeat(16 - (to - from)) + " ");
  for (let at = from; at < to; at++) {
    const c = bytes[at];
    span(row, c >= 32 && c < 127 ? String.fromCharCode(c) : "·", marks(at, at + 1)).dataset.at = at;
  }
});

// ---- code: a heading for each function, then its steps of five parts each
const lines = [], heads = [], placed = [];
data.code.forEach((f, number) => {
  heads.push(lines.length); lines.push([number, -1]);
  for (let step = 0; step < f.steps.length / 5; step++) { placed.push(lines.length); lines.push([number, step]); }
});
const step = (line) => { const [f, s] = lines[line], list = data.code[f].steps;
  return { text: list[5 * s], start: list[5 * s + 1], end: list[5 * s + 2], targets: list[5 * s + 3], names: list[5 * s + 4] }; };
placed.sort((a, b) => step(a).start - step(b).start);
function link(row, text, line) {
  const a = document.createElement("a"); a.textContent = text; a.href = "#"; a.dataset.line = line; row.append(a);
}
const code = new List($("code"), () => Math.max(lines.length, 1), (line, row) => {
  if (!lines.length) return void span(row, "this file has no code", "val");
  const [number, at] = lines[line], f = data.code[number];
  if (at < 0) { row.className += " head"; row.textContent = `${f.name} ${f.detail}`; return; }
  const s = step(line);
  row.dataset.step = line; row.className += marks(s.start, s.end);
  span(row, String(f.base + at).padStart(6) + "  ", "off");
  if (s.names >= 0) link(row, s.text, heads[s.names]); else span(row, s.text);
  s.targets.forEach((target) => {
    row.append("  → ");
    const inside = target - f.base;
    if (inside >= 0 && inside < f.steps.length / 5) link(row, String(target), heads[number] + 1 + inside);
    else span(row, String(target));
  });
});
function lineAt(offset) {
  const at = last(placed, (line) => step(line).start, offset);
  return at >= 0 && offset < step(placed[at]).end ? placed[at] : -1;
}

// ---- selecting
function show() { tree.show(); hex.show(); code.show(); }
function select(at, from) {
  current = at; selected = [start(at), end(at)];
  const around = parents(at); around.forEach((above) => open.add(above)); refresh();
  $("trail").textContent = [...around, at].map(label).join(".")
    + `   ${selected[0].toString(16)}–${selected[1].toString(16)} (${selected[1] - selected[0]} bytes)`
    + (field(at).value !== 0 ? "   = " + field(at).value : "");
  tree.reveal(visible.indexOf(at));
  if (from !== "hex") hex.reveal(selected[0] >> 4);
  const line = lineAt(selected[0]);
  if (from !== "code" && line >= 0) code.reveal(line);
  show();
}
function goTo(offset, from) { const at = leafAt(offset); if (at >= 0) select(at, from); }
function hover(range) {
  if (range && hovered && range[0] === hovered[0] && range[1] === hovered[1]) return;
  if (!range && !hovered) return;
  hovered = range; show();
}
const closest = (event, name) => { const hit = event.target.closest(`[data-${name}]`); return hit ? +hit.dataset[name] : -1; };
$("tree").addEventListener("mousemove", (event) => { const at = closest(event, "field");
  hover(at >= 0 ? [start(at), end(at)] : null); });
$("hex").addEventListener("mousemove", (event) => { const at = closest(event, "at"), leaf = at >= 0 ? leafAt(at) : -1;
  hover(leaf >= 0 ? [start(leaf), end(leaf)] : null); });
$("code").addEventListener("mousemove", (event) => { const line = closest(event, "step");
  hover(line >= 0 ? [step(line).start, step(line).end] : null); });
for (const id of ["tree", "hex", "code"]) $(id).addEventListener("mouseleave", () => hover(null));
$("tree").addEventListener("click", (event) => {
  const at = closest(event, "field"); if (at < 0) return;
  if (hasParts(at) && (event.target.className === "tog" || at === current)) toggle(at);
  select(at, "tree");
});
$("hex").addEventListener("click", (event) => { const at = closest(event, "at"); if (at >= 0) goTo(at, "hex"); });
$("code").addEventListener("click", (event) => {
  const to = closest(event, "line");
  if (to >= 0) {
    event.preventDefault(); code.reveal(to);
    const target = lines[to][1] < 0 ? Math.min(to + 1, lines.length - 1) : to;
    if (lines[target][1] >= 0) goTo(step(target).start, "code");
    return;
  }
  const line = closest(event, "step"); if (line >= 0) goTo(step(line).start, "code");
});
function toggle(at) { if (open.has(at)) open.delete(at); else open.add(at); refresh(); }

// ---- sizes
data.sizes.slice(0, 400).forEach(([level, name, size, at]) => {
  const bar = document.createElement("div"); bar.className = "bar"; bar.title = `${name}: ${size} bytes`;
  const text = span(bar, name, "label"); text.style.paddingLeft = 14 * level + "px";
  const meter = span(bar, "", "meter"), part = document.createElement("i"); meter.append(part);
  part.style.width = 100 * size / Math.max(1, bytes.length) + "%";
  part.style.marginLeft = (at >= 0 ? 100 * at / Math.max(1, bytes.length) : 0) + "%";
  span(bar, `${size}  ${(100 * size / Math.max(1, bytes.length)).toFixed(1)} %`);
  if (at >= 0) bar.addEventListener("click", () => goTo(at));
  $("map").append(bar);
});

// ---- finding, keys, theme
function find(text) {
  const wanted = text.toLowerCase(); if (!wanted) return;
  for (let turn = 1; turn <= count; turn++) {
    const at = (current + turn + count) % count, f = field(at);
    if ((label(at) + " = " + f.value).toLowerCase().includes(wanted)) { $("search").className = ""; return select(at); }
  }
  const line = data.code.findIndex((f) => f.name.toLowerCase().includes(wanted));
  if (line >= 0) { $("search").className = ""; code.reveal(heads[line]); } else $("search").className = "missing";
}
function theme() {
  const dark = document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  document.documentElement.dataset.theme = dark === "dark" ? "light" : "dark";
}
$("theme").addEventListener("click", theme);
$("keys").addEventListener("click", () => $("help").showModal());
$("search").addEventListener("keydown", (event) => { if (event.key === "Enter") find($("search").value); });
document.addEventListener("keydown", (event) => {
  if (event.target === $("search") || event.ctrlKey || event.metaKey || event.altKey) return;
  const index = Math.max(0, visible.indexOf(current));
  const moves = {
    ArrowDown: () => select(visible[current < 0 ? 0 : Math.min(index + 1, visible.length - 1)], "tree"),
    ArrowUp: () => select(visible[Math.max(index - 1, 0)], "tree"),
    ArrowRight: () => { if (current >= 0 && hasParts(current)) { open.add(current); refresh(); show(); } },
    ArrowLeft: () => {
      if (current < 0) return;
      if (open.has(current)) { open.delete(current); refresh(); show(); }
      else { const around = parents(current); if (around.length) select(around[around.length - 1], "tree"); }
    },
    "/": () => $("search").focus(), t: theme, "?": () => $("help").showModal(),
  };
  if (count && moves[event.key]) { event.preventDefault(); moves[event.key](); }
});

$("title").textContent = data.name;
$("about").textContent = `${data.format}, ${bytes.length} bytes, ${count} fields`;
for (let at = 0; at < count; at++) if (count < 400 || depth(at) === 0 && end(at) - start(at) < 4096) open.add(at);
refresh(); show();
if (location.hash) goTo(parseInt(location.hash.slice(1), 16));
