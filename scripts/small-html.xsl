<?xml version="1.0" encoding="UTF-8"?>
<!-- About the least that shows a TEI text as a page, in XSLT 1.0 for libxslt: paragraphs, verse,
     speeches, notes and names. It names no units, resolves no pointers, and checks nothing. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">
  <xsl:output method="xml" encoding="UTF-8" omit-xml-declaration="yes"/>

  <xsl:template match="/">
    <html>
      <head><title><xsl:value-of select="(//tei:titleStmt/tei:title)[1]"/></title></head>
      <body>
        <main><xsl:apply-templates select="//tei:text"/></main>
        <aside><xsl:apply-templates select="//tei:text//tei:note" mode="notes"/></aside>
        <footer><xsl:apply-templates select="//tei:teiHeader"/></footer>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="tei:div"><section><xsl:apply-templates/></section></xsl:template>
  <xsl:template match="tei:head"><h2><xsl:apply-templates/></h2></xsl:template>
  <xsl:template match="tei:p | tei:ab | tei:u | tei:seg">
    <div class="{local-name()}"><xsl:copy-of select="@xml:id | @n"/><xsl:apply-templates/></div>
  </xsl:template>
  <xsl:template match="tei:lg | tei:sp"><div class="{local-name()}"><xsl:apply-templates/></div></xsl:template>
  <xsl:template match="tei:l | tei:speaker | tei:stage">
    <p class="{local-name()}"><xsl:apply-templates/></p>
  </xsl:template>
  <xsl:template match="tei:lb"><br/></xsl:template>
  <xsl:template match="tei:list"><ul><xsl:apply-templates/></ul></xsl:template>
  <xsl:template match="tei:item"><li><xsl:apply-templates/></li></xsl:template>
  <xsl:template match="tei:hi | tei:emph"><em><xsl:apply-templates/></em></xsl:template>
  <xsl:template match="tei:quote | tei:q"><q><xsl:apply-templates/></q></xsl:template>
  <xsl:template match="tei:note">
    <sup><xsl:number level="single" count="tei:note"/></sup>
  </xsl:template>
  <xsl:template match="tei:note" mode="notes"><p><xsl:apply-templates/></p></xsl:template>
  <xsl:template match="tei:persName[@ref] | tei:placeName[@ref] | tei:orgName[@ref] | tei:ref">
    <a class="{local-name()}" href="{@ref | @target}"><xsl:apply-templates/></a>
  </xsl:template>
  <xsl:template match="tei:date"><time datetime="{@when}"><xsl:apply-templates/></time></xsl:template>
  <xsl:template match="tei:app"><span class="app"><xsl:apply-templates select="tei:lem"/></span></xsl:template>
</xsl:stylesheet>
