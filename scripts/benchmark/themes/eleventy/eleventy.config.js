// Lists, related works and translations are worked out once a build, as our generator does.
import markdownIt from "markdown-it";
import attributes from "markdown-it-attrs";

const A_LIST = 45;

function grouped(works, field) {
  const groups = new Map();
  for (const work of works)
    for (const name of [work.data[field]].flat()) {
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(work);
    }
  return groups;
}

function related(work, byTopic) {
  const points = new Map();
  for (const topic of work.data.topics)
    for (const other of byTopic.get(topic))
      if (other !== work) points.set(other, (points.get(other) || 0) + 80);
  for (const other of points.keys())
    points.set(other, points.get(other) + 20 * other.data.audiences.filter(name => work.data.audiences.includes(name)).length);
  return [...points].sort((a, b) => b[1] - a[1]).slice(0, 5).map(([other]) => other);
}

function library(api) {
  const languages = {}, editions = {}, lists = [];
  for (const text of api.getFilteredByTag("texts")) {
    (languages[text.data.lang] ||= []).push(text);
    (editions[text.data.work] ||= []).push(text);
  }
  const near = new Map();
  for (const [lang, texts] of Object.entries(languages)) {
    const works = texts.filter(text => text.data.kind);
    const groups = { topics: grouped(works, "topics"), audiences: grouped(works, "audiences"), kind: grouped(works, "kind") };
    for (const work of works) near.set(work.url, related(work, groups.topics));
    const { prefix } = texts[0].data.site.languages.find(language => language.code === lang);
    const list = (title, address, items) => {
      const count = Math.max(1, Math.ceil(items.length / A_LIST));
      for (let number = 1; number <= count; number++)
        lists.push({ lang, title, number, count, first: `${prefix}${address}/`,
          address: `${prefix}${address}/${number > 1 ? `page/${number}/` : ""}index.html`,
          items: items.slice((number - 1) * A_LIST, number * A_LIST) });
    };
    list("Works", "works", works);
    for (const [name, groupsOf] of Object.entries(groups)) {
      for (const [term, items] of groupsOf) list(term, `${name}/${term}`, items);
      lists.push({ lang, title: name, number: 1, count: 1, first: `${prefix}${name}/`, address: `${prefix}${name}/index.html`,
        items: [], terms: [...groupsOf].map(([term, items]) => ({ term, count: items.length, url: `${prefix}${name}/${term}/` })) });
    }
    // A manual's parts, in its order.
    for (const work of works)
      if (work.data.work.endsWith("/index"))
        work.data.further = texts.filter(text => text !== work && text.data.work.startsWith(work.data.work.slice(0, -5)));
  }
  return { lists, editions, near };
}

export default function (config) {
  let made;
  config.setLibrary("md", markdownIt({ html: false }).use(attributes));
  config.addPassthroughCopy({ "src/assets": "assets", "src/style.css": "style.css" });
  config.on("eleventy.before", () => { made = undefined; });
  config.addCollection("lists", api => (made ||= library(api)).lists);
  config.addCollection("editions", api => (made ||= library(api)).editions);
  config.addFilter("near", url => made.near.get(url) || []);
  config.addFilter("outline", content => [...content.matchAll(/<h2 id="([^"]+)"[^>]*>(.*?)<\/h2>/g)]
    .map(([, id, title]) => ({ id, title })));
  config.addFilter("language", (code, languages) => languages.find(language => language.code === code));
  config.addFilter("json", value => JSON.stringify(value));
  return { dir: { input: "src" }, markdownTemplateEngine: false };
}
