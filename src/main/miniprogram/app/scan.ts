/** What an opening of the mini-program is about. */
export type Opening =
  | { page: 'letter'; code: string }
  | { page: 'receipt'; receiptCode: string }
  | { page: 'list' }
  /** A code that isn't this site's, or is damaged. */
  | { page: 'unknown' };

export interface Options {
  /** The whole link of a scanned paper QR, url-encoded by the platform. */
  q?: string;
  /** What a mini-program code carries, url-encoded. */
  scene?: string;
  /** From a share card or a page of ours. */
  code?: string;
  receipt?: string;
}

const LETTER = 10;
const RECEIPT = 26;

/** What the options of onLoad ask for. */
export function opening(options: Options, site: string): Opening {
  if (options.q !== undefined) {
    const link = decoded(options.q);
    return link === null ? { page: 'unknown' } : linked(link, site);
  }
  if (options.scene !== undefined) {
    const scene = decoded(options.scene);
    return scene === null ? { page: 'unknown' } : coded(scene.replace(/^.*[/=]/, ''));
  }
  if (options.receipt !== undefined) return coded(options.receipt);
  if (options.code !== undefined) return coded(options.code);
  return { page: 'list' };
}

/** What a link of the site, as a camera reads it off paper, asks for. */
export function linked(link: string, site: string): Opening {
  const bare = (address: string) => address.trim().replace(/^https?:\/\//i, '');
  const host = bare(site).replace(/\/+$/, '');
  const rest = bare(link);
  if (!/^https?:\/\//i.test(link.trim()) || rest.slice(0, host.length).toLowerCase() !== host.toLowerCase()) {
    return { page: 'unknown' };
  }
  const path = rest.slice(host.length);
  if (/^\/?([?#].*)?$/.test(path)) return { page: 'list' };
  const found = /^\/([rh])\/([^/?#]+)\/?([?#].*)?$/.exec(path);
  const code = found && coded(found[2] as string);
  return code && (found[1] === 'r') === (code.page === 'letter') ? code : { page: 'unknown' };
}

/** A letter's code has ten characters, a receipt code twenty-six. */
export function coded(typed: string): Opening {
  const letter = base32(typed, LETTER);
  if (letter) return { page: 'letter', code: letter };
  const receipt = base32(typed, RECEIPT);
  return receipt ? { page: 'receipt', receiptCode: receipt } : { page: 'unknown' };
}

/** As the service writes it: case, hyphens, spaces and the look-alikes O, I, L don't matter (Crockford). */
function base32(typed: string, length: number): string | null {
  const code = typed.toUpperCase().replace(/[-\s]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return code.length === length && /^[0-9A-HJKMNP-TV-Z]+$/.test(code) ? code : null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
