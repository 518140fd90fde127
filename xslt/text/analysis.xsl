<?xml version="1.0" encoding="UTF-8"?>
<!--
  TEI Guidelines, chapter 18 (simple analytic mechanisms): tokens, each often on a line of its own;
  @join (att.linguistic) says where no space is.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="w | pc" mode="m:text">
    <xsl:value-of select="
      if (@join = ('left', 'both', 'overlap')) then $v:join else if (@join = 'no') then ' ' else ()"/>
    <xsl:apply-templates mode="m:text"/>
    <xsl:value-of select="
      if (@join = ('right', 'both')) then $v:join else if (@join = 'no') then ' ' else ()"/>
  </xsl:template>

</xsl:stylesheet>
