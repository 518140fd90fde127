<?xml version="1.0" encoding="UTF-8"?>
<!-- An element that nobody handles is an event, not silence: its content is rendered, and the
     message `unhandled` tells its name (Q{}name if it is in no namespace) and where it stands. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns="http://www.w3.org/1999/xhtml"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="*" mode="m:html" priority="-10">
    <xsl:message>
      <unhandled xmlns="" name="{'Q{}'[not(namespace-uri(current()))] || name()}" path="{f:xpath(.)}"/>
    </xsl:message>
    <xsl:call-template name="inline">
      <xsl:with-param name="class" select="'unhandled ' || local-name()"/>
    </xsl:call-template>
  </xsl:template>

</xsl:stylesheet>
