using System.Text;
using Bunraku.Core.Errors;

namespace Bunraku.Distillation.Quality;

/// <summary>
/// <c>quality.jsonl</c> of a run: a line for each measurement, only ever added to. A line that a killed process tore, or that a full disk cut
/// short, is passed over by the reader.
/// </summary>
/// <param name="path">The file; made with the first line.</param>
public sealed class QualityLog(string path)
{
    /// <summary>What it is called in the folder of a run.</summary>
    public const string FileName = "quality.jsonl";

    /// <summary>Adds a line.</summary>
    /// <exception cref="BadInputException">The file cannot be written.</exception>
    public void Append(QualityLine line)
    {
        try
        {
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            string lineBreak = EndsInsideALine(file) ? "\n" : "";
            file.Seek(0, SeekOrigin.End);
            file.Write(Encoding.UTF8.GetBytes($"{lineBreak}{line.ToJson()}\n"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: the quality cannot be written down: {error.Message}", error);
        }
    }

    /// <summary>
    /// All lines, in order of the file; of a network and a number of examples only the latest, because a resumed run measures again.
    /// </summary>
    /// <returns>None where the file is absent.</returns>
    /// <exception cref="BadInputException">The file cannot be read.</exception>
    public IReadOnlyList<QualityLine> Read()
    {
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            QualityLine[] lines = [.. reader.ReadToEnd().Split('\n').Select(QualityLine.TryParse).OfType<QualityLine>()];
            return [.. lines.GroupBy(line => (line.Network, line.ExamplesSeen)).Select(group => group.Last())];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: the quality of the run cannot be read: {error.Message}", error);
        }
    }

    private static bool EndsInsideALine(FileStream file)
    {
        if (file.Length == 0)
        {
            return false;
        }

        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }
}
