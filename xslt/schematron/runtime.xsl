<?xml version="1.0" encoding="UTF-8"?>
<!--
  What every compiled schema includes: where a node stands, and subordinate documents.

  A result of SVRL (failed-assert, successful-report) and s:failed have these attributes:

    s:mark   the number of the last start tag, end tag, comment or processing instruction at or
             before the node, in document order from 1 (0: the document itself)
    s:kind   element, text, attribute, other
    s:name   the local name of an attribute
    s:file   the URI of the document, where it is not the one that is validated
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:s="urn:editio:schematron"
  exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:mode use-accumulators="s:mark"/>

  <xsl:variable name="s:main" as="document-node()" select="root(.)"/>

  <!-- Counting marks and no paths keeps the place of a node linear; expat counts the same ones. -->
  <xsl:accumulator name="s:mark" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="*" select="$value + 1"/>
    <xsl:accumulator-rule match="*" phase="end" select="$value + 1"/>
    <xsl:accumulator-rule match="comment() | processing-instruction()" select="$value + 1"/>
  </xsl:accumulator>

  <!-- The place of the first node of a subject, or of the context if it has none. -->
  <xsl:function name="s:place" as="attribute()*">
    <xsl:param name="context" as="node()"/>
    <xsl:param name="subject" as="item()*"/>
    <xsl:variable name="node" as="node()" select="($subject[. instance of node()], $context)[1]"/>
    <xsl:variable name="attribute" as="attribute()?" select="$node/self::attribute()"/>
    <xsl:attribute name="s:mark" select="
        ($node/ancestor-or-self::node())[not(self::attribute())][last()]/accumulator-before('s:mark')"/>
    <xsl:attribute name="s:kind" select="
        if ($attribute) then 'attribute' else if ($node/self::text()) then 'text'
        else if ($node/self::element()) then 'element' else 'other'"/>
    <xsl:if test="$attribute">
      <xsl:attribute name="s:name" select="local-name($attribute)"/>
    </xsl:if>
    <xsl:if test="not(root($node) is $s:main)">
      <xsl:attribute name="s:file" select="document-uri(root($node))"/>
    </xsl:if>
  </xsl:function>

  <!-- The documents that an expression names (ISO 5.4.9), relative to the one validated. Where
       there is none, a result says so. -->
  <xsl:function name="s:documents" as="node()*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:param name="names" as="item()*"/>
    <xsl:for-each select="distinct-values($names ! string())">
      <xsl:variable name="uri" as="xs:anyURI?">
        <xsl:try select="resolve-uri(., base-uri($document))">
          <xsl:catch select="()"/>
        </xsl:try>
      </xsl:variable>
      <xsl:choose>
        <xsl:when test="exists($uri) and doc-available($uri)">
          <xsl:sequence select="doc($uri)"/>
        </xsl:when>
        <xsl:otherwise>
          <s:missing uri="{.}"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>

</xsl:stylesheet>
