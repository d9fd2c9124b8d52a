// Small comforts. Every page does its work without them.
"use strict";
document.addEventListener("keydown", function (event) {
  var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  var box = document.querySelector("[data-search]");
  if (event.key === "/" && !typing && box) {
    event.preventDefault();
    box.focus();
  }
});
document.addEventListener("click", function (event) {
  var button = event.target.closest("[data-print]");
  if (button) {
    window.print();
  }
});
document.addEventListener("htmx:afterSettle", function (event) {
  var said = event.target.querySelector("[data-focus]");
  if (said) {
    said.focus();
  }
});
document.documentElement.classList.add("js");
