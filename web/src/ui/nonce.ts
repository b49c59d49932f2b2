import { setNonce } from 'get-nonce';

/** The nonce of this page's Content-Security-Policy; Mantine and its scroll lock put it on the styles they add. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

setNonce(nonce);
