using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Microsoft.AspNetCore.Components.Forms;

namespace Bunraku.Studio.Features.FullManualPoser;

/// <summary>Makes a picture to pose of an image file: its centred square, resized.</summary>
internal static class SourcePictureReader
{
    private const long LargestFile = 64L << 20;

    /// <summary>Receives a file from the browser.</summary>
    /// <exception cref="BadInputException">It is too large, or no picture.</exception>
    public static async Task<SourcePicture> ReceiveAsync(IBrowserFile file, CancellationToken cancellationToken)
    {
        if (file.Size > LargestFile)
        {
            throw new BadInputException($"{file.Name} has {file.Size >> 20} MB, more than the {LargestFile >> 20} MB that a picture may have: save it smaller.");
        }

        await using Stream stream = file.OpenReadStream(LargestFile, cancellationToken);
        byte[] content = new byte[file.Size];
        await stream.ReadExactlyAsync(content, cancellationToken);
        return await Task.Run(() => Read(content, file.Name), cancellationToken);
    }

    /// <summary>Reads a picture.</summary>
    /// <exception cref="BadInputException">It is no picture.</exception>
    public static SourcePicture Read(byte[] content, string fileName)
    {
        StraightImage square = LanczosResize.ToSquare(PngFile.Decode(content, fileName), CharacterPicture.Size);
        return new SourcePicture(Path.GetFileNameWithoutExtension(fileName), ImageConversion.ToNetwork(square, fileName));
    }
}
