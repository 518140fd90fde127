<?xml version="1.0" encoding="UTF-8"?>
<!-- The words that are ours: a label for each element that is shown as a field. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:editio:functions"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Names whose label is not the name itself in words. -->
  <xsl:variable name="v:labels" static="yes" as="map(xs:string, xs:string)" select="map{
    'teiHeader': 'Header',
    'fileDesc': 'The file', 'titleStmt': 'Title and responsibility', 'respStmt': 'Responsibility',
    'resp': 'Role', 'editionStmt': 'Edition', 'publicationStmt': 'Publication',
    'seriesStmt': 'Series', 'notesStmt': 'Notes', 'sourceDesc': 'Source', 'pubPlace': 'Place',
    'idno': 'Identifier', 'availability': 'Availability', 'encodingDesc': 'Encoding',
    'profileDesc': 'The text', 'revisionDesc': 'Revisions', 'projectDesc': 'Project',
    'editorialDecl': 'Editorial principles', 'samplingDecl': 'Sampling', 'refsDecl': 'References',
    'classDecl': 'Classifications', 'tagsDecl': 'Elements used', 'langUsage': 'Languages',
    'textClass': 'Classification', 'particDesc': 'Participants', 'settingDesc': 'Setting',
    'correspDesc': 'Correspondence', 'listChange': 'Changes', 'catDesc': 'Category',
    'biblFull': 'Bibliographic description', 'biblStruct': 'Bibliographic entry',
    'biblScope': 'Part', 'bibl': 'Bibliographic entry', 'listBibl': 'Bibliography',
    'msDesc': 'Manuscript', 'appInfo': 'Software', 'xenoData': 'Other metadata',
    'listPrefixDef': 'Prefixes', 'prefixDef': 'Prefix', 'citeStructure': 'Citation structure',
    'citeData': 'Citation data', 'cRefPattern': 'Citation pattern', 'refState': 'Reference state',
    'calendarDesc': 'Calendars', 'listTranspose': 'Transpositions', 'geoDecl': 'Coordinates',
    'unitDecl': 'Units', 'unitDef': 'Unit', 'styleDefDecl': 'Style language',
    'stdVals': 'Standard values', 'variantEncoding': 'Encoding of variants',
    'transcriptionDesc': 'Transcription', 'catRef': 'Category', 'classCode': 'Code',
    'handNotes': 'Hands',     'schemaRef': 'Schema', 'tagUsage': 'Element', 'recordingStmt': 'Recordings',
    'scriptStmt': 'Script', 'correspAction': 'Correspondence', 'correspContext': 'Other letters',
    'citedRange': 'Range',
    'charName': 'Character', 'glyphName': 'Glyph', 'charProp': 'Property',
    'localProp': 'Property', 'unicodeProp': 'Unicode property',
    'relatedItem': 'Related item',         'charDecl': 'Characters', 'metDecl': 'Metrical notation', 'desc': 'Description',
    'ab': 'Text', 'p': 'Text', 'pb': 'Page', 'cb': 'Column', 'gb': 'Gathering',
    'persName': 'Name', 'placeName': 'Name', 'orgName': 'Name', 'geogName': 'Name',
    'eventName': 'Name', 'objectName': 'Name', 'name': 'Name', 'addName': 'Also called',
    'form': 'Form', 'birth': 'Born', 'death': 'Died', 'floruit': 'Active', 'geo': 'Coordinates',
    'affiliation': 'Affiliation', 'socecStatus': 'Social status', 'langKnowledge': 'Languages',
    'langKnown': 'Language', 'persPronouns': 'Pronouns', 'personGrp': 'Group',
    'listPerson': 'Persons', 'listPlace': 'Places', 'listOrg': 'Organisations',
    'listEvent': 'Events', 'listNym': 'Names', 'listObject': 'Objects',
    'listRelation': 'Relations', 'listWit': 'Witnesses', 'listApp': 'Apparatus',
    'msIdentifier': 'Shelfmark', 'objectIdentifier': 'Identifier', 'altIdentifier': 'Also',
    'msName': 'Name', 'msContents': 'Contents', 'msItem': 'Item', 'msItemStruct': 'Item',
    'textLang': 'Language', 'physDesc': 'Physical description', 'objectDesc': 'Object',
    'supportDesc': 'Support', 'support': 'Support', 'layoutDesc': 'Layout',
    'handDesc': 'Hands', 'handNote': 'Hand', 'typeDesc': 'Type', 'typeNote': 'Type',
    'scriptDesc': 'Scripts', 'scriptNote': 'Script', 'decoDesc': 'Decoration',
    'decoNote': 'Decoration', 'musicNotation': 'Musical notation', 'bindingDesc': 'Bindings',
    'sealDesc': 'Seals', 'accMat': 'Enclosed', 'secFol': 'Second folio', 'origin': 'Origin',
    'origDate': 'Date', 'origPlace': 'Place', 'msPart': 'Part', 'msFrag': 'Fragment',
    'adminInfo': 'Administration', 'recordHist': 'This description',
    'custodialHist': 'Custody', 'custEvent': 'Custody', 'objectType': 'Kind of object',
    'dim': 'Measure', 'locus': 'Leaves', 'textDesc': 'Kind of text', 'locale': 'Place',
    'authorGender': 'Author’s gender', 'reprintCount': 'Reprints', 'timeSlot': 'Period',
    'schemaSpec': 'Schema', 'moduleSpec': 'Module', 'elementSpec': 'Element',
    'classSpec': 'Class', 'macroSpec': 'Macro', 'dataSpec': 'Datatype', 'paramSpec': 'Parameter',
    'constraintSpec': 'Constraint', 'specGrp': 'Declarations'
    }"/>

  <!-- The label of an element: from the table, else its name in words (handDesc: "Hand desc"). -->
  <xsl:function name="f:label" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      if ($element[self::ref or self::ptr]/parent::correspContext) then f:label-of-letter($element)
      else f:label-of-name(local-name($element))"/>
  </xsl:function>

  <!-- A letter before or after this one, as @type or @subtype says in one of several ways. -->
  <xsl:function name="f:label-of-letter" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="kinds" as="xs:string" select="string-join($element/(@type, @subtype), ' ')"/>
    <xsl:sequence select="
      if (matches($kinds, '(^|\s)prev', 'i')) then 'Previous letter'
      else if (matches($kinds, '(^|\s)next', 'i')) then 'Next letter'
      else 'Letter'"/>
  </xsl:function>

  <xsl:function name="f:label-of-name" as="xs:string" cache="yes">
    <xsl:param name="name" as="xs:string"/>
    <xsl:sequence select="
      if (map:contains($v:labels, $name)) then $v:labels($name) else f:spelled-out($name)"/>
  </xsl:function>

  <xsl:function name="f:spelled-out" as="xs:string">
    <xsl:param name="name" as="xs:string"/>
    <xsl:variable name="words" as="xs:string" select="
      if (lower-case($name) eq $name) then $name else f:words-of-name($name)"/>
    <xsl:sequence select="upper-case(substring($words, 1, 1)) || substring($words, 2)"/>
  </xsl:function>

  <xsl:function name="f:words-of-name" as="xs:string" cache="yes">
    <xsl:param name="name" as="xs:string"/>
    <xsl:sequence select="lower-case(replace($name, '(\p{Ll})(\p{Lu})', '$1 $2'))"/>
  </xsl:function>

</xsl:stylesheet>
