using System.Globalization;
using System.Text.RegularExpressions;
using Bunraku.Distillation.Runs;
using Bunraku.Studio.Features.Distiller.Projects;

namespace Bunraku.Studio.Features.Distiller.Training;

/// <summary>The sample pictures of a run, which show teacher and student in fixed poses.</summary>
internal static partial class SamplePictures
{
    /// <summary>Those of one network, the earliest first.</summary>
    public static IReadOnlyList<SamplePicture> List(DistillerProject project, NetworkRun network)
    {
        string folder = project.Run.SampleOutputs(network);
        try
        {
            return Directory.Exists(folder)
                ? [.. new DirectoryInfo(folder).EnumerateFiles("sample_output_*.png").Select(file => Of(project, network, file)).OfType<SamplePicture>().OrderBy(sample => sample.ExamplesSeen)]
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The file of an address, or null.</summary>
    public static string? Find(DistillerProject project, string network, long examplesSeen)
    {
        NetworkRun? known = network == NetworkRun.Face.Name ? NetworkRun.Face : network == NetworkRun.Body.Name ? NetworkRun.Body : null;
        if (known is null || examplesSeen < 0)
        {
            return null;
        }

        string path = Path.Combine(project.Run.SampleOutputs(known), string.Create(CultureInfo.InvariantCulture, $"sample_output_{examplesSeen:0000000000}.png"));
        return File.Exists(path) ? path : null;
    }

    private static SamplePicture? Of(DistillerProject project, NetworkRun network, FileInfo file) =>
        FileName().Match(file.Name) is { Success: true } match && long.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out long seen)
            ? new SamplePicture(seen, $"/distiller/{project.Id}/samples/{network.Name}/{seen}?v={file.LastWriteTimeUtc.Ticks}")
            : null;

    [GeneratedRegex(@"^sample_output_(\d{10,12})\.png$")]
    private static partial Regex FileName();
}

/// <summary>A sample picture.</summary>
/// <param name="ExamplesSeen">When it was made.</param>
/// <param name="Address">Where a page gets it.</param>
internal sealed record SamplePicture(long ExamplesSeen, string Address);
