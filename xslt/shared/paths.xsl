<?xml version="1.0" encoding="UTF-8"?>
<!-- Where an element stands, for messages. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- An XPath such as /TEI[1]/text[1]/body[1]/p[3]: local names, each with its number among the
       siblings of that name. For messages only: it counts. -->
  <xsl:function name="f:xpath" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="name" as="xs:QName" select="node-name($element)"/>
    <xsl:variable name="number" as="xs:integer"
      select="1 + count($element/preceding-sibling::*[node-name(.) eq $name])"/>
    <xsl:sequence select="
      $element/parent::*/f:xpath(.) || '/' || local-name($element) || '[' || $number || ']'"/>
  </xsl:function>

</xsl:stylesheet>
