using System.Collections.Immutable;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Recording;

/// <summary>What is in a recording, in short.</summary>
public sealed record FaceRecordingSummary
{
    private const double StillRange = 1e-3;
    private static readonly TimeSpan ShortestGap = TimeSpan.FromSeconds(0.25);

    /// <summary>What the first line of the recording says.</summary>
    public required FaceRecordingHeader Header { get; init; }

    /// <summary>How many samples there are.</summary>
    public required int FaceCount { get; init; }

    /// <summary>How many of the samples say that no face was seen.</summary>
    public required int LostCount { get; init; }

    /// <summary>The time from the first sample to the last.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The median time between two samples.</summary>
    public required TimeSpan MedianInterval { get; init; }

    /// <summary>The stretches without samples: at least a quarter of a second, and three usual intervals.</summary>
    public required ImmutableArray<FaceRecordingGap> Gaps { get; init; }

    /// <summary>The names of the channels whose values stay within a thousandth.</summary>
    public required ImmutableArray<string> StillChannels { get; init; }

    /// <summary>Whether the last line was cut off.</summary>
    public required bool IsTorn { get; init; }

    /// <summary>Samples a second, on average; 0 with fewer than two samples.</summary>
    public double Rate => FaceCount > 1 && Duration > TimeSpan.Zero ? (FaceCount - 1) / Duration.TotalSeconds : 0;

    /// <summary>Reads a recording from beginning to end.</summary>
    /// <exception cref="BadInputException">The file is not a readable recording; the message says where.</exception>
    public static async Task<FaceRecordingSummary> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        using FaceRecordingReader reader = await FaceRecordingReader.OpenAsync(path, cancellationToken);
        var times = new List<TimeSpan>();
        int lost = 0;
        double[] least = [.. Enumerable.Repeat(double.PositiveInfinity, FaceChannels.Count)];
        double[] greatest = [.. Enumerable.Repeat(double.NegativeInfinity, FaceChannels.Count)];
        await foreach (FacePose face in reader.ReadFacesAsync(cancellationToken))
        {
            times.Add(face.Timestamp);
            lost += face.IsFaceFound ? 0 : 1;
            if (face.IsFaceFound)
            {
                Widen(face, least, greatest);
            }
        }

        TimeSpan[] intervals = [.. times.Zip(times.Skip(1), (before, after) => after - before)];
        TimeSpan median = intervals.Order().ElementAtOrDefault(intervals.Length / 2);
        return new FaceRecordingSummary
        {
            Header = reader.Header,
            FaceCount = times.Count,
            LostCount = lost,
            Duration = times.Count > 0 ? times[^1] - times[0] : TimeSpan.Zero,
            MedianInterval = median,
            Gaps = [.. times.Zip(intervals, (start, length) => new FaceRecordingGap(start, length)).Where(gap => gap.Length >= ShortestGap && gap.Length >= 3 * median)],
            StillChannels = [.. FaceChannels.Names.Where((_, channel) => !(greatest[channel] - least[channel] > StillRange))],
            IsTorn = reader.IsTorn,
        };
    }

    private static void Widen(FacePose face, Span<double> least, Span<double> greatest)
    {
        Span<double> channels = stackalloc double[FaceChannels.Count];
        FaceChannels.CopyFrom(face, channels);
        for (int channel = 0; channel < channels.Length; channel++)
        {
            least[channel] = Math.Min(least[channel], channels[channel]);
            greatest[channel] = Math.Max(greatest[channel], channels[channel]);
        }
    }
}

/// <summary>A stretch of a recording without samples, well longer than the usual time between two.</summary>
/// <param name="Start">When the last sample before it came.</param>
/// <param name="Length">How long nothing came.</param>
public readonly record struct FaceRecordingGap(TimeSpan Start, TimeSpan Length);
