/** Puts a text on the clipboard, also where the page came over plain http and the modern way is missing. */
export async function copyText(text: string): Promise<void> {
  if (typeof navigator.clipboard !== 'undefined') return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'visually-hidden';
  // In a modal dialog nothing outside of it can be selected.
  (document.querySelector('dialog[open]') ?? document.body).append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (!done) throw new Error('This browser lets pages copy only when they come over https.');
}
