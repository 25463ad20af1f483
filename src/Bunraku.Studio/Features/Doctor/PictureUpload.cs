using Bunraku.Core.Errors;
using Microsoft.AspNetCore.Components.Forms;

namespace Bunraku.Studio.Features.Doctor;

/// <summary>Receives a picture's file from the browser.</summary>
internal static class PictureUpload
{
    private const long LargestFile = 32L << 20;

    /// <summary>What the browser's dialog offers.</summary>
    public const string Accept = "image/png,image/jpeg,image/webp,image/bmp,image/gif";

    /// <summary>The bytes of the file.</summary>
    /// <exception cref="BadInputException">It is too large.</exception>
    public static async Task<byte[]> ReceiveAsync(IBrowserFile file, CancellationToken cancellationToken)
    {
        if (file.Size > LargestFile)
        {
            throw new BadInputException($"{file.Name} has {file.Size >> 20} MB, more than the {LargestFile >> 20} MB that a picture may have: save it smaller.");
        }

        await using Stream stream = file.OpenReadStream(LargestFile, cancellationToken);
        byte[] content = new byte[file.Size];
        await stream.ReadExactlyAsync(content, cancellationToken);
        return content;
    }
}
