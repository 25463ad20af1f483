using Bunraku.Core.Errors;
using Bunraku.Core.Images.Doctor;

namespace Bunraku.Studio.Features.Distiller.Pictures;

/// <summary>A way in which a character may stand in its picture.</summary>
/// <param name="Name">What its address is made of.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Reason">What is good or bad about it.</param>
/// <param name="Placement">From the good picture to this one.</param>
internal sealed record PlacementExample(string Name, Phrase Title, Phrase Reason, Placement Placement);
