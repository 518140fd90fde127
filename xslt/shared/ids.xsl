<?xml version="1.0" encoding="UTF-8"?>
<!--
  Ids of elements in the output: tokens, which publish/units.py replaces by names.

  The name of an element is its xml:id where it has a usable one that is its own; that of any other
  citable unit is a stable path: the division it stands in, its kind, and its number among its kind
  there (body.2.1.p5). Numbers come from the whole document, so they are given once, by units.xsl
  and publish/units.py, and not by every stylesheet again.

  A token is the generate-id() of the element between the noncharacters U+FDE0 and U+FDE1, which no
  document may contain. It may stand anywhere in an attribute, after the # of a link too.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:eg="http://www.tei-c.org/ns/Examples"
  xmlns:f="urn:editio:functions"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Elements by their xml:id, the first of an id first. Ids in examples (egXML) name nothing. -->
  <xsl:key name="v:by-id" match="*[@xml:id][not(self::eg:*)] | eg:egXML[@xml:id]"
    use="normalize-space(@xml:id)"/>

  <!-- The id of an element. -->
  <xsl:function name="f:id" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="'&#xFDE0;' || generate-id($element) || '&#xFDE1;'"/>
  </xsl:function>

</xsl:stylesheet>
