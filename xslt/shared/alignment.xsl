<?xml version="1.0" encoding="UTF-8"?>
<!-- Links that stand apart from the passages which they say correspond (TEI Guidelines, 17.1.2). -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Whether the links of a group are between texts that can stand side by side. -->
  <xsl:function name="f:aligns" as="xs:boolean">
    <xsl:param name="group" as="element(linkGrp)"/>
    <xsl:sequence select="
      lower-case($group/@type) = ('alignment', 'translation', 'correspondence', 'parallel')"/>
  </xsl:function>

</xsl:stylesheet>
