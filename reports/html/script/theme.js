/** Dark is a style sheet of its own: it follows the system until somebody asks for the other one. */
export function startThemes() {
  const dark = document.getElementById('dark');
  for (const button of document.querySelectorAll('[data-action="theme"]')) {
    button.addEventListener('click', () => {
      const isDark = matchMedia(dark.media).matches;
      dark.media = isDark ? 'not all' : 'screen';
    });
  }
  for (const button of document.querySelectorAll('[data-action="print"]')) {
    button.addEventListener('click', () => window.print());
  }
}
