// Select2 hides the field that the label names; what it shows in its place takes the same name.
function name(select) {
  const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  const shown = select.nextElementSibling;
  if (!label || !shown) return;
  for (const part of shown.querySelectorAll(".select2-selection, .select2-search__field, .select2-selection__rendered")) {
    part.removeAttribute("aria-labelledby");
    if (part.matches(".select2-selection__rendered")) {
      part.removeAttribute("role");
      part.removeAttribute("aria-readonly");
      if (part.matches("ul")) part.setAttribute("role", "presentation");
    } else part.setAttribute("aria-label", label.textContent.trim());
  }
}

// After Django's own ready handler, which makes the fields.
window.django?.jQuery(() => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) name(select);
});
