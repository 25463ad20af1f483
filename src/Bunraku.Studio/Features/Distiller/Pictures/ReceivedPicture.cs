using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Images.Doctor;
using Microsoft.AspNetCore.Components.Forms;

namespace Bunraku.Studio.Features.Distiller.Pictures;

/// <summary>A picture that the browser sent, what the doctor says of it, and what he makes of it.</summary>
/// <param name="Name">Its file name.</param>
/// <param name="Report">What is wrong with it.</param>
/// <param name="Mended">A picture of a character, or null where none can be made of it.</param>
internal sealed record ReceivedPicture(string Name, PictureReport Report, StraightImage? Mended)
{
    private const long LargestFile = 64L << 20;

    /// <summary>Whether it is used as it is.</summary>
    public bool IsGood => Report.Verdict == PictureVerdict.Good && Report.Plan == new MendPlan(Placement.Unchanged) && (Report.Width, Report.Height) == (CharacterPicture.Size, CharacterPicture.Size);

    /// <summary>Receives and examines a file.</summary>
    /// <exception cref="BadInputException">It is too large, or no picture.</exception>
    public static async Task<ReceivedPicture> ReceiveAsync(IBrowserFile file, CancellationToken cancellationToken)
    {
        if (file.Size > LargestFile)
        {
            throw new BadInputException($"{file.Name} has {file.Size >> 20} MB, more than the {LargestFile >> 20} MB that a picture may have: save it smaller.");
        }

        await using Stream stream = file.OpenReadStream(LargestFile, cancellationToken);
        byte[] content = new byte[file.Size];
        await stream.ReadExactlyAsync(content, cancellationToken);
        return await Task.Run(() => Of(PictureFile.Decode(content, file.Name), file.Name), cancellationToken);
    }

    /// <summary>Examines a picture.</summary>
    public static ReceivedPicture Of(StraightImage image, string name)
    {
        PictureReport report = PictureDoctor.Examine(image);
        return new ReceivedPicture(name, report, report.Verdict == PictureVerdict.Unusable ? null : PictureDoctor.Mend(image, report.Plan));
    }
}
