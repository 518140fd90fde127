<?xml version="1.0" encoding="UTF-8"?>
<!-- An element that nobody handles is an event, not silence: its content is rendered, and the
     message `unhandled` tells its name and where it stands. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns="http://www.w3.org/1999/xhtml"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="*" mode="m:html" priority="-10">
    <xsl:message>
      <unhandled xmlns="" name="{name()}" path="{f:xpath(.)}"/>
    </xsl:message>
    <xsl:call-template name="inline">
      <xsl:with-param name="class" select="'unhandled', local-name()"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Where an element stands: /TEI[1]/text[1]/body[1]/p[3]. For messages only: it counts. -->
  <xsl:function name="f:xpath" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="name" as="xs:QName" select="node-name($element)"/>
    <xsl:variable name="number" as="xs:integer"
      select="1 + count($element/preceding-sibling::*[node-name(.) eq $name])"/>
    <xsl:sequence select="
      $element/parent::*/f:xpath(.) || '/' || local-name($element) || '[' || $number || ']'"/>
  </xsl:function>

</xsl:stylesheet>
