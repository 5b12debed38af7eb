/** What an installation decides; `npm run build` writes the site's address here, from FUHAN_PUBLIC_URL. */
export const settings = {
  /** Where the service is: its API, and the links in its QR codes. https, without a slash at the end. */
  site: 'https://fuhan.example',
};
