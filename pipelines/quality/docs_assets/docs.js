// Stands in for the scripts that Great Expectations' pages take from other hosts: folding, and failed rows only.
"use strict";
document.querySelectorAll('a[data-toggle="collapse"]').forEach((link) => {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const part = document.getElementById(link.getAttribute("href").slice(1));
    if (part) link.setAttribute("aria-expanded", String(part.classList.toggle("is-open")));
  });
});
const show = (failedOnly) => {
  document.querySelectorAll(".ge-section table > tbody > tr").forEach((row) => {
    const mark = row.querySelector(":scope > td:first-child i.fas");
    if (mark) row.hidden = failedOnly && mark.classList.contains("fa-check-circle");
  });
};
document.querySelectorAll("label.btn").forEach((label, number) => {
  label.addEventListener("click", () => show(number === 1));
});
