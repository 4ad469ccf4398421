(() => {
  "use strict";
  const size = 100;
  const states = {read: "读出", partly_read: "部分读出", refused: "拒读", duplicate: "重复", withdrawn: "撤回"};
  const body = document.querySelector("#documents tbody");
  const heads = [...document.querySelectorAll("#documents thead th")];
  const order = new Intl.Collator("zh-CN", {numeric: true}).compare;
  const rows = DOCUMENTS.map(([id, title, publisher, path, district, year, state, ...counts]) => ({
    id, path, title: title ?? path, publisher: publisher ?? "",
    keys: [title ?? path, district ?? "", year ?? "", states[state] ?? state, ...counts].map(String),
    text: [title, publisher, path, district].filter(Boolean).join(" ").toLowerCase(),
  }));
  const draw = row => {
    const line = document.createElement("tr");
    row.keys.forEach((key, column) => {
      const cell = line.insertCell();
      if (column > 0) {
        cell.textContent = key;
        if (column > 3) cell.className = "number";
        return;
      }
      const link = cell.appendChild(document.createElement("a"));
      link.href = `documents/${row.id}.html`;
      link.textContent = row.title;
      const below = cell.appendChild(document.createElement("div"));
      below.className = "soft small";
      below.textContent = `${row.publisher} ${row.path}`;
      cell.className = "path";
    });
    return line;
  };
  let found = rows, first = 0;
  const show = () => {
    const page = found.slice(first, first + size);
    body.replaceChildren(...page.map(draw));
    document.getElementById("shown").textContent = found.length
      ? `共 ${found.length} 份，显示第 ${first + 1}–${first + page.length} 份` : "没有符合的文档";
    document.getElementById("previous").disabled = first === 0;
    document.getElementById("next").disabled = first + size >= found.length;
    document.querySelector(".pager").hidden = found.length <= size;
  };
  document.getElementById("search").addEventListener("input", event => {
    const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    found = rows.filter(row => words.every(word => row.text.includes(word)));
    first = 0;
    show();
  });
  heads.forEach((head, column) => head.querySelector("button").addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    heads.forEach(other => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const compare = (a, b) => (down ? -1 : 1) * order(a.keys[column], b.keys[column]);
    rows.sort(compare);
    found = [...found].sort(compare);
    first = 0;
    show();
  }));
  document.getElementById("previous").addEventListener("click", () => { first -= size; show(); });
  document.getElementById("next").addEventListener("click", () => { first += size; show(); });
  show();
})();
