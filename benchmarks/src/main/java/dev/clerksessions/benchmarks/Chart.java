package dev.clerksessions.benchmarks;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler;

/** Draws the ratios of the table. */
final class Chart {

  private Chart() {}

  static void draw(List<Figure> figures, Path png) throws IOException {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(1100)
            .height(800)
            .title("clerk-sessions against the bare stacks, as ratios")
            .yAxisTitle("ratio; 1 is the reference")
            .theme(Styler.ChartTheme.GGPlot2)
            .build();
    chart.getStyler().setXAxisLabelRotation(90).setLegendPosition(Styler.LegendPosition.InsideNE);
    chart.getStyler().setSeriesColors(new Color[] {new Color(0x3366aa), new Color(0xdd8833)});
    add(chart, "faster is higher", figures, false);
    add(chart, "lighter is lower", figures, true);
    BitmapEncoder.saveBitmap(chart, png.toString(), BitmapEncoder.BitmapFormat.PNG);
  }

  private static void add(CategoryChart chart, String series, List<Figure> figures, boolean most) {
    List<String> names = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (Figure figure : figures) {
      names.add(figure.what() + ", " + figure.unit());
      ratios.add(figure.most() == most ? figure.ratio() : 0);
    }
    chart.addSeries(series, names, ratios);
    chart.getStyler().setOverlapped(true);
  }
}
