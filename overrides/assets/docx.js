/* A word processor's file (DOCX) out of headings, paragraphs, lists and tables, made on the device.

   ijwi.docx({ language: "ar", direction: "rtl", title: "…", blocks: [
     { heading: "…", level: 2 }, { paragraph: "…" }, { list: ["…"] },
     { table: [["Time", "What"], ["9:00", "…"]], head: true, widths: [1, 3] }, { page: "next" } ] })

   gives a Blob. `title` is the file's title and its first heading. A text is a string, or
   { text, strong, language, direction } where it differs; a line break in it stays one. `head`: the first row names
   the columns; `widths`: their shares. ECMA-376, parts 1 and 2; PKWARE's APPNOTE for the container. The file says
   nothing of its maker: no name, no date. */
(function () {
  "use strict";
  var MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    PACKAGE = "http://schemas.openxmlformats.org/package/2006/",
    OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.",
    HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    LINE = 9638;  // the width between the margins of A4, in twentieths of a point

  function escaped(text) {
    // What XML 1.0 can't hold is left out.
    return String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
      .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
  }

  // Text ---------------------------------------------------------------------------------------------------------

  function said(part) {
    if (part === undefined || part === null) return { text: "" };
    return typeof part === "object" ? part : { text: part };
  }
  function mirrored(part, whole) { return (part.direction || whole.direction) === "rtl"; }

  function run(part, whole) {
    var other = part.language && part.language !== whole.language ? escaped(part.language) : "";
    var look = (part.strong ? "<w:b/><w:bCs/>" : "") + (mirrored(part, whole) ? "<w:rtl/>" : "") +
      (other ? '<w:lang w:val="' + other + '" w:bidi="' + other + '"/>' : "");
    var lines = String(part.text).split(/\r\n|\r|\n/).map(function (line) {
      return line ? '<w:t xml:space="preserve">' + escaped(line) + "</w:t>" : "";
    });
    return "<w:r>" + (look && "<w:rPr>" + look + "</w:rPr>") + lines.join("<w:br/>") + "</w:r>";
  }

  function paragraph(text, whole, style, more) {
    var part = said(text);
    var look = (style ? '<w:pStyle w:val="' + style + '"/>' : "") + (more || "") +
      (mirrored(part, whole) ? "<w:bidi/>" : "");
    return "<w:p>" + (look && "<w:pPr>" + look + "</w:pPr>") + run(part, whole) + "</w:p>";
  }

  // Blocks -------------------------------------------------------------------------------------------------------

  function table(block, whole) {
    var rows = block.table, shares = [], all = 0,
      columns = Math.max.apply(null, rows.map(function (row) { return row.length; }));
    for (var column = 0; column < columns; column += 1) {
      shares.push((block.widths || [])[column] || 1);
      all += shares[column];
    }
    var widths = shares.map(function (share) { return Math.floor(LINE * share / all); });
    function cell(text, place, strong) {
      var part = said(text);
      var shown = { text: part.text, strong: strong || part.strong, language: part.language, direction: part.direction };
      return '<w:tc><w:tcPr><w:tcW w:w="' + widths[place] + '" w:type="dxa"/></w:tcPr>' +
        paragraph(shown, whole, "Cell") + "</w:tc>";
    }
    return '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>' + (whole.direction === "rtl" ? "<w:bidiVisual/>" : "") +
      '<w:tblW w:w="' + LINE + '" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>' +
      widths.map(function (width) { return '<w:gridCol w:w="' + width + '"/>'; }).join("") + "</w:tblGrid>" +
      rows.map(function (row, number) {
        var names = block.head && !number, cells = "";
        for (var place = 0; place < columns; place += 1) cells += cell(row[place], place, names);
        return "<w:tr><w:trPr><w:cantSplit/>" + (names ? "<w:tblHeader/>" : "") + "</w:trPr>" + cells + "</w:tr>";
      }).join("") + "</w:tbl>" + '<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr></w:p>';  // two tables would grow together
  }

  function drawn(block, whole) {
    if (block.heading !== undefined) return paragraph(block.heading, whole, "Heading" + (block.level || 1));
    if (block.list) {
      return block.list.map(function (item) {
        return paragraph(item, whole, "ListBullet", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>');
      }).join("");
    }
    if (block.table) return block.table.length ? table(block, whole) : "";
    if (block.page) return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>';
    return paragraph(block.paragraph, whole);
  }

  // Parts of the file --------------------------------------------------------------------------------------------

  function style(id, name, size, before, after, strong) {
    var base = id === "Normal";
    return '<w:style w:type="paragraph" w:styleId="' + id + '"' + (base ? ' w:default="1"' : "") +
      '><w:name w:val="' + name + '"/>' + (base ? "" : '<w:basedOn w:val="Normal"/>') +
      (strong ? '<w:next w:val="Normal"/>' : "") + "<w:qFormat/><w:pPr>" + (strong ? "<w:keepNext/>" : "") +
      '<w:spacing w:before="' + before + '" w:after="' + after + '"/>' +
      (strong ? '<w:outlineLvl w:val="' + (id.slice(-1) - 1) + '"/>' : "") + "</w:pPr><w:rPr>" +
      (strong ? "<w:b/><w:bCs/>" : "") + '<w:sz w:val="' + size + '"/><w:szCs w:val="' + size + '"/></w:rPr></w:style>';
  }

  function styles(whole) {
    var language = escaped(whole.language), sides = ["top", "left", "bottom", "right", "insideH", "insideV"];
    var borders = sides.map(function (side) {
      return "<w:" + side + ' w:val="single" w:sz="4" w:space="0" w:color="808080"/>';
    }).join("");
    return HEAD + '<w:styles xmlns:w="' + MAIN + '"><w:docDefaults><w:rPrDefault><w:rPr>' +
      '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>' +
      '<w:lang w:val="' + language + '" w:bidi="' + language + '"/></w:rPr></w:rPrDefault></w:docDefaults>' +
      style("Normal", "Normal", 22, 0, 120) + style("Heading1", "heading 1", 36, 0, 160, true) +
      style("Heading2", "heading 2", 28, 240, 80, true) + style("Heading3", "heading 3", 24, 160, 80, true) +
      style("ListBullet", "List Bullet", 22, 0, 60) + style("Cell", "Cell", 22, 40, 40) +
      '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>' + borders +
      '</w:tblBorders><w:tblCellMar><w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>' +
      "</w:tblPr></w:style></w:styles>";
  }

  function parts(whole) {
    var mirror = whole.direction === "rtl" ? "<w:bidi/>" : "";
    function related(links) {
      return HEAD + '<Relationships xmlns="' + PACKAGE + 'relationships">' + links.map(function (link, place) {
        return '<Relationship Id="r' + (place + 1) + '" Type="' + link[0] + '" Target="' + link[1] + '"/>';
      }).join("") + "</Relationships>";
    }
    return [
      ["[Content_Types].xml", HEAD + '<Types xmlns="' + PACKAGE + 'content-types">' +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        '<Override PartName="/word/document.xml" ContentType="' + TYPE + 'document.main+xml"/>' +
        '<Override PartName="/word/styles.xml" ContentType="' + TYPE + 'styles+xml"/>' +
        '<Override PartName="/word/numbering.xml" ContentType="' + TYPE + 'numbering+xml"/>' +
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'],
      ["_rels/.rels", related([[OFFICE + "/officeDocument", "word/document.xml"],
        [PACKAGE + "relationships/metadata/core-properties", "docProps/core.xml"]])],
      ["docProps/core.xml", HEAD + '<cp:coreProperties xmlns:cp="' + PACKAGE + 'metadata/core-properties" ' +
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>' + escaped(whole.title) + "</dc:title><dc:language>" +
        escaped(whole.language) + "</dc:language></cp:coreProperties>"],
      ["word/_rels/document.xml.rels", related([[OFFICE + "/styles", "styles.xml"],
        [OFFICE + "/numbering", "numbering.xml"]])],
      ["word/document.xml", HEAD + '<w:document xmlns:w="' + MAIN + '"><w:body>' +
        paragraph(whole.title, whole, "Heading1") + whole.blocks.map(function (block) { return drawn(block, whole); }).join("") +
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" ' +
        'w:header="709" w:footer="709" w:gutter="0"/>' + mirror + "</w:sectPr></w:body></w:document>"],
      ["word/styles.xml", styles(whole)],
      ["word/numbering.xml", HEAD + '<w:numbering xmlns:w="' + MAIN + '"><w:abstractNum w:abstractNumId="0">' +
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\u2022"/><w:lvlJc w:val="left"/>' +
        '<w:pPr><w:ind w:left="425" w:hanging="425"/></w:pPr></w:lvl></w:abstractNum>' +
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>']
    ];
  }

  // The container: files one after the other, uncompressed, then their list ---------------------------------------

  function checksum(bytes) {  // CRC-32
    var sum = -1;
    for (var place = 0; place < bytes.length; place += 1) {
      sum ^= bytes[place];
      for (var bit = 0; bit < 8; bit += 1) sum = sum >>> 1 ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ~sum >>> 0;
  }
  // Numbers of two or four bytes, the lowest byte first: [[value, bytes], …].
  function numbers(list) {
    var bytes = [];
    list.forEach(function (entry) {
      for (var place = 0; place < entry[1]; place += 1) bytes.push(entry[0] >>> 8 * place & 255);
    });
    return new Uint8Array(bytes);
  }
  function zip(files) {
    var encoder = new TextEncoder(), body = [], list = [], offset = 0, length = 0;
    files.forEach(function (file) {
      var name = encoder.encode(file[0]), bytes = encoder.encode(file[1]);
      // Version 2.0, names in UTF-8, stored, midnight of 1 January 1980: not the device's clock.
      var facts = [[20, 2], [0x800, 2], [0, 2], [0, 2], [0x21, 2], [checksum(bytes), 4], [bytes.length, 4], [bytes.length, 4],
        [name.length, 2], [0, 2]];
      var entry = numbers([[0x04034b50, 4]].concat(facts));
      body.push(entry, name, bytes);
      var listed = numbers([[0x02014b50, 4], [20, 2]].concat(facts, [[0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]]));
      list.push(listed, name);
      length += listed.length + name.length;
      offset += entry.length + name.length + bytes.length;
    });
    return body.concat(list, numbers([[0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [length, 4],
      [offset, 4], [0, 2]]));
  }

  window.ijwi.docx = function (whole) { return new Blob(zip(parts(whole)), { type: TYPE + "document" }); };
})();
