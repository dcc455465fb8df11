<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling" labelsEnabled="0">
  <renderer-v2 type="categorizedSymbol" attr="class" symbollevels="0" enableorderby="0" forceraster="0">
    <categories>
      <category value="0171" symbol="0" label="" render="true"/>
      <category symbol="1" label="" render="true">
        <val value="0172"/>
        <val value="0173"/>
      </category>
      <category symbol="2" label="" render="true">
        <val value="0120"/>
        <val value="030401"/>
      </category>
      <category symbol="3" label="" render="true">
        <val value="0161"/>
        <val value="030405"/>
      </category>
      <category symbol="4" label="" render="true">
        <val value="0162"/>
        <val value="030406"/>
      </category>
      <category symbol="5" label="" render="true">
        <val value="1631"/>
        <val value="1632"/>
        <val value="1633"/>
        <val value="1634"/>
      </category>
      <category value="0404" symbol="6" label="" render="true"/>
      <category symbol="7" label="" render="true">
        <val value="1206"/>
        <val value="1207"/>
      </category>
      <category value="" symbol="8" label="" render="true"/>
    </categories>
    <symbols>
      <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" type="QString" value="227,199,143,166"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_style" type="QString" value="no"/>
          </Option>
        </layer>
        <layer class="PointPatternFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="distance_x" type="QString" value="2.2"/>
            <Option name="distance_x_unit" type="QString" value="MM"/>
            <Option name="distance_y" type="QString" value="2.2"/>
            <Option name="distance_y_unit" type="QString" value="MM"/>
            <Option name="displacement_x" type="QString" value="1.1"/>
            <Option name="displacement_x_unit" type="QString" value="MM"/>
          </Option>
          <symbol type="marker" name="@0@1" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
              <Option type="Map">
                <Option name="name" type="QString" value="circle"/>
                <Option name="color" type="QString" value="140,109,63,255"/>
                <Option name="size" type="QString" value="0.45"/>
                <Option name="size_unit" type="QString" value="MM"/>
                <Option name="outline_style" type="QString" value="no"/>
              </Option>
            </layer>
          </symbol>
        </layer>
        <layer class="SimpleLine" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="line_color" type="QString" value="140,109,63,255"/>
            <Option name="line_width" type="QString" value="0.2"/>
            <Option name="line_width_unit" type="QString" value="MM"/>
            <Option name="line_style" type="QString" value="solid"/>
            <Option name="capstyle" type="QString" value="round"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" type="QString" value="241,224,184,166"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_style" type="QString" value="no"/>
          </Option>
        </layer>
        <layer class="PointPatternFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="distance_x" type="QString" value="3.2"/>
            <Option name="distance_x_unit" type="QString" value="MM"/>
            <Option name="distance_y" type="QString" value="3.2"/>
            <Option name="distance_y_unit" type="QString" value="MM"/>
            <Option name="displacement_x" type="QString" value="1.6"/>
            <Option name="displacement_x_unit" type="QString" value="MM"/>
          </Option>
          <symbol type="marker" name="@1@1" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
              <Option type="Map">
                <Option name="name" type="QString" value="circle"/>
                <Option name="color" type="QString" value="140,109,63,255"/>
                <Option name="size" type="QString" value="0.4"/>
                <Option name="size_unit" type="QString" value="MM"/>
                <Option name="outline_style" type="QString" value="no"/>
              </Option>
            </layer>
          </symbol>
        </layer>
        <layer class="SimpleLine" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="line_color" type="QString" value="140,109,63,255"/>
            <Option name="line_width" type="QString" value="0.2"/>
            <Option name="line_width_unit" type="QString" value="MM"/>
            <Option name="line_style" type="QString" value="solid"/>
            <Option name="capstyle" type="QString" value="round"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" type="QString" value="201,214,155,166"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_style" type="QString" value="no"/>
          </Option>
        </layer>
        <layer class="SimpleLine" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="line_color" type="QString" value="140,109,63,255"/>
            <Option name="line_width" type="QString" value="0.2"/>
            <Option name="line_width_unit" type="QString" value="MM"/>
            <Option name="line_style" type="QString" value="solid"/>
            <Option name="capstyle" type="QString" value="round"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol type="fill" name="3" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" type="QString" value="216,168,116,166"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_style" type="QString" value="no"/>
          </Option>
        </layer>
        <layer class="LinePatternFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="angle" type="QString" value="135"/>
            <Option name="distance" type="QString" value="2.4"/>
            <Option name="distance_unit" type="QString" value="MM"/>
          </Option>
          <symbol type="line" name="@3@1" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleLine" enabled="1" locked="0" pass="0">
              <Option type="Map">
                <Option name="line_color" type="QString" value="140,90,43,204"/>
                <Option name="line_width" type="QString" value="0.15"/>
                <Option name="line_width_unit" type="QString" value="MM"/>
                <Option name="line_style" type="QString" value="solid"/>
                <Option name="capstyle" type="QString" value="flat"/>
                <Option name="joinstyle" type="QString" value="round"/>
              </Option>
            </layer>
          </symbol>
        </layer>
        <layer class="SimpleLine" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="line_color" type="QString" value="140,109,63,255"/>
            <Option name="line_width" type="QString" value="0.2"/>
            <Option name="line_width_unit" type="QString" value="MM"/>
            <Option name="line_style" type="QString" value="solid"/>
            <Option name="capstyle" type="QString" value="round"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol type="fill" name="4" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" type="QString" value="185,138,119,166"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_style" type="QString" value="no"/>
          </Option>
        </layer>
        <layer class="LinePatternFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="angle" type="QString" value="45"/>
            <Option name="distance" type="QString" value="2.4"/>
            <Option name="distance_unit" type="QString" value="MM"/>
          </Option>
          <symbol type="line" name="@4@1" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleLine" enabled="1" locked="0" pass="0">
              <Option type="Map">
                <Option name="line_color" type="QString" value="94,47,35,204"/>
                <Option name="line_width" type="QString" value="0.15"/>
                <Option name="line_width_unit" type="QString" value="MM"/>
                <Option name="line_style" type="QString" value="solid"/>
                <Option name="capstyle" type="QString" value="flat"/>
                <Option name="joinstyle" type="QString" value="round"/>
              </Option>
            </layer>
          </symbol>
        </layer>
        <layer class="SimpleLine" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="line_color" type="QString" value="140,109,63,255"/>
            <Option name="line_width" type="QString" value="0.2"/>
            <Option name="line_width_unit" type="QString" value="MM"/>
            <Option name="line_style" type="QString" value="solid"/>
            <Option name="capstyle" type="QString" value="round"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol type="fill" name="5" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" type="QString" value="217,205,184,166"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_style" type="QString" value="no"/>
          </Option>
        </layer>
        <layer class="LinePatternFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="angle" type="QString" value="90"/>
            <Option name="distance" type="QString" value="2.4"/>
            <Option name="distance_unit" type="QString" value="MM"/>
          </Option>
          <symbol type="line" name="@5@1" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleLine" enabled="1" locked="0" pass="0">
              <Option type="Map">
                <Option name="line_color" type="QString" value="122,106,80,204"/>
                <Option name="line_width" type="QString" value="0.15"/>
                <Option name="line_width_unit" type="QString" value="MM"/>
                <Option name="line_style" type="QString" value="solid"/>
                <Option name="capstyle" type="QString" value="flat"/>
                <Option name="joinstyle" type="QString" value="round"/>
              </Option>
            </layer>
          </symbol>
        </layer>
        <layer class="SimpleLine" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="line_color" type="QString" value="140,109,63,255"/>
            <Option name="line_width" type="QString" value="0.2"/>
            <Option name="line_width_unit" type="QString" value="MM"/>
            <Option name="line_style" type="QString" value="solid"/>
            <Option name="capstyle" type="QString" value="round"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol type="fill" name="6" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" type="QString" value="221,229,168,166"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_style" type="QString" value="no"/>
          </Option>
        </layer>
        <layer class="LinePatternFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="angle" type="QString" value="0"/>
            <Option name="distance" type="QString" value="2.6"/>
            <Option name="distance_unit" type="QString" value="MM"/>
          </Option>
          <symbol type="line" name="@6@1" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleLine" enabled="1" locked="0" pass="0">
              <Option type="Map">
                <Option name="line_color" type="QString" value="127,140,58,178"/>
                <Option name="line_width" type="QString" value="0.12"/>
                <Option name="line_width_unit" type="QString" value="MM"/>
                <Option name="line_style" type="QString" value="solid"/>
                <Option name="capstyle" type="QString" value="flat"/>
                <Option name="joinstyle" type="QString" value="round"/>
              </Option>
            </layer>
          </symbol>
        </layer>
        <layer class="SimpleLine" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="line_color" type="QString" value="140,109,63,255"/>
            <Option name="line_width" type="QString" value="0.2"/>
            <Option name="line_width_unit" type="QString" value="MM"/>
            <Option name="line_style" type="QString" value="solid"/>
            <Option name="capstyle" type="QString" value="round"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol type="fill" name="7" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" type="QString" value="207,200,192,166"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_style" type="QString" value="no"/>
          </Option>
        </layer>
        <layer class="PointPatternFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="distance_x" type="QString" value="1.8"/>
            <Option name="distance_x_unit" type="QString" value="MM"/>
            <Option name="distance_y" type="QString" value="1.8"/>
            <Option name="distance_y_unit" type="QString" value="MM"/>
            <Option name="displacement_x" type="QString" value="0.9"/>
            <Option name="displacement_x_unit" type="QString" value="MM"/>
          </Option>
          <symbol type="marker" name="@7@1" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
              <Option type="Map">
                <Option name="name" type="QString" value="circle"/>
                <Option name="color" type="QString" value="107,99,90,255"/>
                <Option name="size" type="QString" value="0.4"/>
                <Option name="size_unit" type="QString" value="MM"/>
                <Option name="outline_style" type="QString" value="no"/>
              </Option>
            </layer>
          </symbol>
        </layer>
        <layer class="SimpleLine" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="line_color" type="QString" value="140,109,63,255"/>
            <Option name="line_width" type="QString" value="0.2"/>
            <Option name="line_width_unit" type="QString" value="MM"/>
            <Option name="line_style" type="QString" value="solid"/>
            <Option name="capstyle" type="QString" value="round"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol type="fill" name="8" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" type="QString" value="197,27,125,76"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_style" type="QString" value="dot"/>
            <Option name="outline_color" type="QString" value="197,27,125,255"/>
            <Option name="outline_width" type="QString" value="0.3"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
  <blendMode>0</blendMode>
  <featureBlendMode>0</featureBlendMode>
  <layerOpacity>1</layerOpacity>
  <layerGeometryType>2</layerGeometryType>
</qgis>
