<?xml version="1.0" encoding="UTF-8"?>
<!-- The floor for every rendering: copy the document as it is, and serialise it. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:mode on-no-match="shallow-copy"/>
  <xsl:output method="xml" encoding="UTF-8"/>
</xsl:stylesheet>
