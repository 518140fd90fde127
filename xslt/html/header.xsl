<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapter 2 of the TEI Guidelines: the header, as the part `about`: nested lists of fields. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The headers of the document and of those inside it, in their order. -->
  <xsl:template name="part-about">
    <xsl:variable name="headers" as="element(teiHeader)*"
      select="teiHeader, (TEI | teiCorpus | dracorCorpus)/f:headers(.)"/>
    <xsl:if test="$headers">
      <xsl:comment>part:about</xsl:comment>
      <div class="about">
        <xsl:apply-templates select="$headers" mode="m:html"/>
      </div>
    </xsl:if>
  </xsl:template>

  <xsl:function name="f:headers" as="element(teiHeader)*">
    <xsl:param name="document" as="element()"/>
    <xsl:sequence select="
      $document/teiHeader, $document/(TEI | teiCorpus | dracorCorpus)/f:headers(.)"/>
  </xsl:function>

  <xsl:template match="teiHeader" mode="m:html">
    <section>
      <xsl:sequence select="f:unit-attributes(., 'teiHeader')"/>
      <xsl:call-template name="fields">
        <xsl:with-param name="class" select="()"/>
      </xsl:call-template>
    </section>
  </xsl:template>

  <xsl:template match="
    fileDesc | titleStmt | editionStmt | publicationStmt | seriesStmt | notesStmt | sourceDesc
    | encodingDesc | profileDesc | revisionDesc" mode="m:html">
    <xsl:call-template name="fields"/>
  </xsl:template>

</xsl:stylesheet>
