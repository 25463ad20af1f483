using Bunraku.Studio.Shell;

namespace Bunraku.Studio.Features.Videos;

/// <summary>How recordings are saved.</summary>
internal sealed record VideoSettings : ISettings<VideoSettings>
{
    /// <summary>The ending of a <see cref="VideoFormat"/>.</summary>
    public string Format { get; init; } = VideoFormat.Webm.Ending;

    public VideoSettings Repaired() => VideoFormat.All.Any(format => format.Ending == Format) ? this : this with { Format = VideoFormat.Webm.Ending };
}
