/** Tailwind 4 is a PostCSS plugin; it has no other configuration. */
const config = { plugins: { '@tailwindcss/postcss': {} } };

export default config;
