/* Search without a server: small data files say in which texts a word stands and at which places;
   the texts of the hits are loaded for their contexts. Each file is a script that calls
   editio.give(), because a page that is opened from a disk may load nothing else. */
"use strict";

const editio = (() => {
  const given = new Map();
  const loading = new Map();
  return {
    /** What the data files call. */
    give: (name, data) => given.set(name, data),
    /** Load a data file; null where there is none. */
    load: (name) => {
      if (!loading.has(name)) {
        loading.set(name, new Promise((done) => {
          const script = document.createElement("script");
          script.src = `${name.split("/").map(encodeURIComponent).join("/")}.js`;
          script.addEventListener("load", () => done(given.get(name) ?? null));
          script.addEventListener("error", () => done(null));
          document.head.append(script);
        }));
      }
      return loading.get(name);
    },
  };
})();
