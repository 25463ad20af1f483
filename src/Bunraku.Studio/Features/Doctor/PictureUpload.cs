using Bunraku.Core.Errors;
using Bunraku.Studio.Shell;
using Microsoft.AspNetCore.Components.Forms;

namespace Bunraku.Studio.Features.Doctor;

/// <summary>Receives a picture's file from the browser.</summary>
internal static class PictureUpload
{
    private const long LargestFile = 32L << 20;

    /// <summary>What the browser's dialog offers.</summary>
    public const string Accept = "image/png,image/jpeg,image/webp,image/bmp,image/gif";

    /// <summary>The bytes of the file.</summary>
    /// <exception cref="BadInputException">It is too large, or cannot be received.</exception>
    public static Task<byte[]> ReceiveAsync(IBrowserFile file) => Upload.ReadAsync(file, LargestFile, Phrase.Of("a picture"));
}
