using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Training;

/// <summary>The loss of a step of either network, each term with its weight.</summary>
internal sealed record StepLoss
{
    public StepLoss(FaceLoss loss)
    {
        Face = loss;
        Total = loss.Total;
        Terms = new Dictionary<string, double> { ["full"] = loss.Full, ["eye_mouth"] = loss.EyeMouth, ["loss"] = loss.Total };
    }

    public StepLoss(BodyLoss loss)
    {
        Body = loss;
        Total = loss.Total;
        Terms = new Dictionary<string, double>
        {
            ["full_blended"] = loss.Blended,
            ["full_warped"] = loss.Warped,
            ["full_grid_change"] = loss.GridChange,
            ["full_color_change"] = loss.ColorChange,
            ["loss"] = loss.Total,
        };
    }

    /// <summary>The loss of the face network; null for the body's.</summary>
    public FaceLoss? Face { get; }

    /// <summary>The loss of the body network; null for the face's.</summary>
    public BodyLoss? Body { get; }

    public double Total { get; }

    /// <summary>The terms by their published names, and <c>loss</c>, their sum.</summary>
    public IReadOnlyDictionary<string, double> Terms { get; }
}
