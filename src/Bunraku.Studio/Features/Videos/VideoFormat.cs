using System.Collections.Immutable;
using Bunraku.Core.Errors;

namespace Bunraku.Studio.Features.Videos;

/// <summary>A kind of file that what moves on a stage is recorded as.</summary>
/// <param name="Ending">The ending of the file, and the format's name in addresses and for <c>js/recorder.js</c>.</param>
/// <param name="Title">What the user reads.</param>
/// <param name="MediaType">Its media type.</param>
internal sealed record VideoFormat(string Ending, Phrase Title, string MediaType)
{
    /// <summary>Written by the browser.</summary>
    public static VideoFormat Webm { get; } = new("webm", Phrase.Of("WebM, transparent"), "video/webm");

    /// <summary>Written by the browser, on the background of the page.</summary>
    public static VideoFormat Mp4 { get; } = new("mp4", Phrase.Of("MP4, on a background"), "video/mp4");

    /// <summary>What Studio writes from single frames.</summary>
    public static ImmutableArray<VideoFormat> OfFrames { get; } =
    [
        new("gif", Phrase.Verbatim("GIF"), "image/gif"),
        new("png", Phrase.Of("APNG, exact"), "image/png"),
        new("webp", Phrase.Of("Animated WebP"), "image/webp"),
        new("zip", Phrase.Of("PNG series (zip)"), "application/zip"),
    ];

    public static ImmutableArray<VideoFormat> All { get; } = [Webm, Mp4, .. OfFrames];
}
