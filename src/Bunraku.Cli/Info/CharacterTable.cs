using System.Globalization;
using Spectre.Console;

namespace Bunraku.Cli.Info;

/// <summary>A <see cref="CharacterReport"/> for people.</summary>
internal static class CharacterTable
{
    private const int WidthInFiles = 160;

    public static void Write(CharacterReport report, TextWriter output)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (Console.IsOutputRedirected || output != Console.Out)
        {
            console.Profile.Width = WidthInFiles;
        }

        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("what").AddColumn("value");
        void Row(string what, string value) => table.AddRow(new Text(what), new Text(value));

        Row("name", report.Name);
        Row("file", report.Path ?? "");
        Row("content hash", report.ContentHash);
        Row("picture", Invariant($"{report.Picture.Width} x {report.Picture.Height}{InKilobytes(report.Picture.FileBytes)}"));
        Row("face network", Describe(report.FaceMorpher));
        Row("body network", Describe(report.BodyMorpher));
        if (report.SupportMask is { } mask)
        {
            Row("support mask", Invariant(
                $"{100 * mask.Coverage:F1} % of the frame, rows {mask.Bounds.Top} to {mask.Bounds.Top + mask.Bounds.Height - 1}, columns {mask.Bounds.Left} to {mask.Bounds.Left + mask.Bounds.Width - 1}"));
        }

        Row("warnings", report.Warnings.Count == 0 ? "none" : string.Join('\n', report.Warnings));
        console.Write(table);
    }

    private static string Describe(NetworkReport network)
    {
        IEnumerable<string> shapes = network.Tensors.Where(tensor => tensor.Shape.Length > 1).Select(tensor => $"{tensor.Shape[1]}->{tensor.Shape[0]}");
        return Invariant($"{network.Parameters:N0} parameters{InKilobytes(network.FileBytes)}\nlayers {string.Join(", ", shapes)}");
    }

    private static string InKilobytes(long? bytes) => bytes is { } count ? Invariant($", {count / 1000.0:N0} kB") : "";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
