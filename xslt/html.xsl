<?xml version="1.0" encoding="UTF-8"?>
<!--
  TEI to the HTML of one document's page, as a sequence of parts (docs/explanation/architecture.md).

  In: a document (TEI, teiCorpus, or a fragment). Out: part comments and XHTML elements.
  An edition extends it with a stylesheet of its own that imports this one and adds templates in m:html.

  For who writes a module:

  * One module per chapter of the TEI Guidelines; a template in m:html per element (or for a few
    elements of one shape), its pattern a name or a name with its parent, never a `*` with conditions.
  * The HTML element takes its attributes from f:attributes($element, $class), which gives class
    (with those of @type and @rend), id, lang and dir; a citable unit from f:unit-attributes. Where
    the class is the element's name, the named templates `attributes` and `unit-attributes` do the
    same in half the time. Several classes are one string, with spaces between.
  * The shapes: named templates `inline` (span; `phrase` if its class is its name), `block` (div),
    `unit` (div with an id in any case), and `fields` (a definition list with a label made for each
    child). They keep the HTML valid:
    what is inline in TEI but holds a block becomes a div, and so does the paragraph around it.
    What renders as a block inside paragraphs is listed once, in f:is-block.
  * Text that is not the document's stands in an element with data-made="", most simply by
    the template `made`; its words come from f:label (labels.xsl).
  * Links: f:href($pointer, $element) gives the URL that a pointer means, or nothing: never write a
    pointer into @href without it. f:link($element) is that of @ref, @key or @corresp. A link holds
    no link: apply templates with the tunnel parameter v:linked = true() inside `a`, and ask
    f:may-link before.
  * What is rendered a second time (a lemma in the list of readings) goes through f:copy, which
    takes out ids, links and notes, and stands in data-made="".
  * Nothing of the text is lost: a template that drops text says so in docs/explanation/rendering.md.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- URLs of documents go through iri-to-uri() where they are made: to look at every link again is
       slow, and tokens of ids (shared/ids.xsl) must stay as they are. The method `xhtml` takes a
       tenth of the time; what it would do with elements that are empty is done by render/html.py. -->
  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <xsl:include href="shared/alignment.xsl"/>
  <xsl:include href="shared/ids.xsl"/>
  <xsl:include href="shared/paths.xsl"/>
  <xsl:include href="shared/dictionaries.xsl"/>
  <xsl:include href="shared/quotation.xsl"/>
  <xsl:include href="html/attributes.xsl"/>
  <xsl:include href="html/shapes.xsl"/>
  <xsl:include href="html/labels.xsl"/>
  <xsl:include href="html/facts.xsl"/>
  <xsl:include href="html/toc.xsl"/>
  <xsl:include href="html/structure.xsl"/>
  <xsl:include href="html/core.xsl"/>
  <xsl:include href="html/lists.xsl"/>
  <xsl:include href="html/names.xsl"/>
  <xsl:include href="html/notes.xsl"/>
  <xsl:include href="html/linking.xsl"/>
  <xsl:include href="html/header.xsl"/>
  <xsl:include href="html/letters.xsl"/>
  <xsl:include href="html/verse.xsl"/>
  <xsl:include href="html/drama.xsl"/>
  <xsl:include href="html/spoken.xsl"/>
  <xsl:include href="html/dictionaries.xsl"/>
  <xsl:include href="html/msdescription.xsl"/>
  <xsl:include href="html/transcr.xsl"/>
  <xsl:include href="html/textcrit.xsl"/>
  <xsl:include href="html/namesdates.xsl"/>
  <xsl:include href="html/corpus.xsl"/>
  <xsl:include href="html/figures.xsl"/>
  <xsl:include href="html/gaiji.xsl"/>
  <xsl:include href="html/bibl.xsl"/>
  <xsl:include href="html/analysis.xsl"/>
  <xsl:include href="html/certainty.xsl"/>
  <xsl:include href="html/structures.xsl"/>
  <xsl:include href="html/tagdocs.xsl"/>
  <xsl:include href="html/epigraphy.xsl"/>
  <xsl:include href="html/examples.xsl"/>
  <xsl:include href="html/unhandled.xsl"/>

  <!-- Pointers as written, each with the relative URL of what it means. -->
  <xsl:param name="v:links" as="map(xs:string, xs:string)" select="map{}"/>
  <!-- The id of the document. -->
  <xsl:param name="v:document" as="xs:string" select="''"/>

  <!-- What is left of a web page around a text (type="page-remains"): 'hide' or 'show'. -->
  <xsl:param name="v:page-remains" as="xs:string" select="'hide'"/>

  <!-- The page: chooses the parts. -->
  <xsl:mode on-no-match="fail" on-multiple-match="fail"/>

  <!-- TEI elements to HTML. Text goes through; an unknown element is an event; comments and
       processing instructions are dropped. -->
  <xsl:mode name="m:html" on-no-match="text-only-copy" on-multiple-match="fail"/>

  <!-- The document node to the part `apparatus`, with its comment; nothing where there is none. -->
  <xsl:mode name="m:apparatus" on-no-match="shallow-skip" on-multiple-match="fail"/>

  <xsl:template match="/">
    <xsl:apply-templates select="." mode="m:toc"/>
    <xsl:call-template name="part-text"/>
    <xsl:call-template name="part-notes"/>
    <xsl:apply-templates select="." mode="m:apparatus"/>
    <xsl:call-template name="part-about"/>
  </xsl:template>

  <!-- Everything but the headers, which stand in `about`, and the letter's card from there. -->
  <xsl:template name="part-text">
    <xsl:if test="f:has-text(*)">
      <xsl:comment>part:text</xsl:comment>
      <div class="document">
        <!-- The unit of what is in no other is the text; a corpus has several, a register none. -->
        <xsl:if test="not(*/text or text) and not(//*/@xml:id = 'top')">
          <xsl:attribute name="id" select="'top'"/>
        </xsl:if>
        <xsl:apply-templates select="* except teiHeader" mode="m:html"/>
      </div>
    </xsl:if>
  </xsl:template>

  <xsl:function name="f:has-text" as="xs:boolean">
    <xsl:param name="document" as="element()"/>
    <xsl:sequence select="
      if ($document/(self::TEI | self::teiCorpus | self::dracorCorpus | self::TEI.2))
      then exists($document/(* except teiHeader, teiHeader/profileDesc/correspDesc))
      else not($document/self::teiHeader)"/>
  </xsl:function>

</xsl:stylesheet>
