<?xml version="1.0" encoding="UTF-8"?>
<!-- What every HTML element made from a TEI element carries: class, id, language and direction. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Attributes for the HTML element that stands for a TEI element. `class`: the classes, the first
       of them by convention the TEI name; an id is given if the element has an xml:id. -->
  <xsl:function name="f:attributes" as="attribute()*">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="class" as="xs:string*"/>
    <xsl:if test="exists($class)">
      <xsl:attribute name="class" select="string-join($class, ' ')"/>
    </xsl:if>
    <xsl:if test="$element/@xml:id">
      <xsl:attribute name="id" select="f:id($element)"/>
    </xsl:if>
    <xsl:if test="$element/@xml:lang">
      <xsl:attribute name="lang" select="$element/@xml:lang"/>
    </xsl:if>
  </xsl:function>

  <!-- The same for a citable unit: it always has an id. -->
  <xsl:function name="f:unit-attributes" as="attribute()*">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="class" as="xs:string*"/>
    <xsl:sequence select="f:attributes($element, $class)[name() ne 'id']"/>
    <xsl:attribute name="id" select="f:id($element)"/>
  </xsl:function>

</xsl:stylesheet>
