<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapter 3.12 of the TEI Guidelines: bibliographic citations and references. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="bibl" mode="m:html">
    <xsl:call-template name="inline-unit"/>
  </xsl:template>

  <!-- A structured entry has no punctuation of its own: it gets some. -->
  <xsl:template match="biblStruct" mode="m:html">
    <div>
      <xsl:call-template name="unit-attributes"/>
      <xsl:call-template name="sequence">
        <xsl:with-param name="separator" select="'. '"/>
      </xsl:call-template>
    </div>
  </xsl:template>

  <xsl:template match="analytic | monogr | imprint | series" mode="m:html">
    <xsl:element name="{if (f:holds-block(.)) then 'div' else 'span'}">
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="sequence"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="biblFull" mode="m:html">
    <xsl:call-template name="fields">
      <xsl:with-param name="unit" select="true()"/>
    </xsl:call-template>
  </xsl:template>

  <!-- The parts of an entry and of a title statement. -->
  <xsl:template match="
    author | editor | publisher | pubPlace | biblScope | citedRange | edition | extent | idno
    | textLang | relatedItem | resp | principal | funder | sponsor | distributor | authority"
    mode="m:html">
    <xsl:call-template name="link"/>
  </xsl:template>

  <xsl:template match="respStmt" mode="m:html">
    <xsl:element name="{if (f:holds-block(.)) then 'div' else 'span'}">
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="sequence"/>
    </xsl:element>
  </xsl:template>

  <!-- Bibliographies: what stands before the first entry, then the entries as a list. -->
  <xsl:template match="listBibl" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates select="head | desc" mode="m:html"/>
      <ul>
        <xsl:for-each select="(* | text()[normalize-space()]) except (head | desc)">
          <li>
            <xsl:apply-templates select="." mode="m:html"/>
          </li>
        </xsl:for-each>
      </ul>
    </div>
  </xsl:template>

</xsl:stylesheet>
