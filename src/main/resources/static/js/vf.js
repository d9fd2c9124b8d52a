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
// A part of the page that could not be had: the whole page says why.
["htmx:responseError", "htmx:sendError"].forEach(function (name) {
  document.addEventListener(name, function (event) {
    var asked = event.detail.requestConfig;
    if (asked.verb === "get" && event.detail.target.id !== "forslag") {
      window.location.assign(event.detail.pathInfo.finalRequestPath);
    }
  });
});
// A form that is pressed twice is sent once.
document.addEventListener("submit", function (event) {
  var form = event.target;
  if (form.method === "post") {
    if (form.dataset.sent) {
      event.preventDefault();
    }
    form.dataset.sent = "yes";
    // A file that comes leaves the page as it is, and may be wanted once more.
    window.setTimeout(function () {
      delete form.dataset.sent;
    }, 3000);
  }
});
window.addEventListener("pageshow", function () {
  document.querySelectorAll("form[data-sent]").forEach(function (form) {
    delete form.dataset.sent;
  });
});
document.documentElement.classList.add("js");
