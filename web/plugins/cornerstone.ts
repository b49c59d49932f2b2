import type { Plugin } from 'vite';

const ATTRIBUTE = "textElement.setAttribute('style', combinedStyle)";

/**
 * Cornerstone styles its text boxes by `setAttribute('style')`, which a strict Content-Security-Policy blocks;
 * the same style set through the CSSOM is allowed.
 */
export function cornerstoneWithoutInlineStyle(): Plugin {
  return {
    name: 'cornerstone-without-inline-style',
    transform(code, id) {
      if (!id.includes('drawingSvg/drawTextBox')) return null;
      if (!code.includes(ATTRIBUTE)) this.error('drawTextBox.js has changed: look at the patch in plugins/cornerstone.ts');
      return code.replace(ATTRIBUTE, 'textElement.style.cssText = combinedStyle');
    },
  };
}
