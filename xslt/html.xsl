<?xml version="1.0" encoding="UTF-8"?>
<!--
  TEI to the HTML of one document's page, as a sequence of parts (docs/explanation/architecture.md).

  In: a document (TEI, teiCorpus, or a fragment). Out: part comments and XHTML elements.
  An edition extends it with a stylesheet of its own that imports this one and adds templates in m:html.
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

  <xsl:output method="xhtml" html-version="5" encoding="UTF-8" indent="no"
    omit-xml-declaration="yes"/>

  <xsl:include href="shared/ids.xsl"/>
  <xsl:include href="html/attributes.xsl"/>
  <xsl:include href="html/core.xsl"/>
  <xsl:include href="html/unhandled.xsl"/>

  <!-- Pointers as written, each with the relative URL of what it means. -->
  <xsl:param name="v:links" as="map(xs:string, xs:string)" select="map{}"/>
  <!-- The id of the document. -->
  <xsl:param name="v:document" as="xs:string" select="''"/>

  <!-- The page: chooses the parts. -->
  <xsl:mode on-no-match="fail" on-multiple-match="fail" use-accumulators="#all"/>

  <!-- TEI elements to HTML. Text goes through; an unknown element is an event. -->
  <xsl:mode name="m:html" on-no-match="shallow-skip" on-multiple-match="fail"/>

  <xsl:template match="/">
    <xsl:comment>part:text</xsl:comment>
    <div class="text">
      <xsl:apply-templates mode="m:html"/>
    </div>
  </xsl:template>

</xsl:stylesheet>
